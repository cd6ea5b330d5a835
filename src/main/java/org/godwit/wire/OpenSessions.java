package org.godwit.wire;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The sessions that a protocol's server has open, on all event loops, until it is closed. Safe on any thread. */
public final class OpenSessions {

  private static final long GRACE_MS = 5_000;

  private final Vertx vertx;
  private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;
  private volatile Runnable onGone = () -> { };

  /** None at first. */
  public OpenSessions(Vertx vertx) {
    this.vertx = vertx;
  }

  /** What a server does with one client. Whoever makes it lets it call {@link #gone} when it has ended. */
  public interface Session {

    /** Greets the client; on the event loop of the connection. */
    void start();

    /** Says goodbye and ends; if a command is running, when that is answered. Any thread. */
    void stop();
  }

  /** Begins a session on a connection; once the server is closing, drops the connection instead. */
  public void open(Connection connection, Supplier<? extends Session> made) {
    if (closing) {
      connection.drop();
      return;
    }
    Session session = made.get();
    sessions.add(session);
    connection.outlivePort();
    session.start();
  }

  /** A session has ended. */
  public void gone(Session session) {
    sessions.remove(session);
    completeIfGone();
  }

  /** Sessions of this type; those that come or go meanwhile may be there or not. */
  public <S extends Session> Stream<S> all(Class<S> type) {
    return sessions.stream().filter(type::isInstance).map(type::cast);
  }

  /** Sessions there are. */
  public int count() {
    return sessions.size();
  }

  /** Stops the sessions that there are; others may come. */
  public void stop() {
    sessions.forEach(Session::stop);
  }

  /** Stops all sessions and opens no more. Completes when all are gone, or after five seconds. */
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
    stop();
    completeIfGone();
  }

  private void completeIfGone() {
    if (closing && sessions.isEmpty()) {
      onGone.run();
    }
  }
}
