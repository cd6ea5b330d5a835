package org.godwit.pop3;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.godwit.pop3.session.CommandLoop;
import org.godwit.pop3.session.Pop3Services;
import org.godwit.wire.Acceptor;
import org.godwit.wire.Connection;
import org.godwit.wire.WireLimits;

/** Speaks POP3 with everybody who connects, on any event loop, until it is closed. */
public final class Pop3Server implements Acceptor {

  private static final long GRACE_MS = 5_000;

  private final Vertx vertx;
  private final Pop3Services services;
  private final Set<CommandLoop> loops = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;
  private volatile Runnable onGone = () -> { };

  /** A server without connections. */
  public Pop3Server(Vertx vertx, Pop3Services services) {
    this.vertx = vertx;
    this.services = services;
  }

  @Override
  public WireLimits limits() {
    return services.limits().wire();
  }

  /** Greets a client that has just connected; on the event loop of the connection. */
  @Override
  public void accept(Connection connection) {
    if (closing) {
      connection.drop();
      return;
    }
    var loop = new CommandLoop(vertx, connection, services, this::gone);
    loops.add(loop);
    connection.onShutdown(loop::stop);
    loop.start();
  }

  /** Connections there are. */
  public int connections() {
    return loops.size();
  }

  /** Ends all sessions, those whose command is running when it is answered. Completes when all are gone, or after five seconds. */
  public Uni<Void> close() {
    return Uni.createFrom().emitter(this::close);
  }

  private void close(UniEmitter<? super Void> done) {
    closing = true;
    long timer = vertx.setTimer(GRACE_MS, late -> done.complete(null));
    onGone = () -> {
      vertx.cancelTimer(timer);
      done.complete(null);
    };
    loops.forEach(CommandLoop::stop);
    completeIfGone();
  }

  private void gone(CommandLoop loop) {
    loops.remove(loop);
    completeIfGone();
  }

  private void completeIfGone() {
    if (closing && loops.isEmpty()) {
      onGone.run();
    }
  }
}
