package org.godwit;

import io.smallrye.mutiny.Uni;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.tool.ToolFailure;
import org.godwit.vertx.Unis;

/**
 * One protocol's TCP port on every address it listens on, served by all event loops. Bound first, served later: who connects in
 * between waits, and nothing of what they send is read.
 */
final class TcpPort {

  private static final int BACKLOG = 1024;

  /** How long the kernel keeps what a client does not take; then it ends the connection. */
  private static final int UNREAD_MAX_MS = 300_000;

  /** How long sessions have to end when the port is closed. */
  private static final long GOODBYE_MAX_MS = 10_000;

  /** Clients that may wait between binding and serving; more are disconnected. */
  private static final int WAITING_MAX = 1000;

  private final Vertx vertx;
  private final String protocol;
  private final List<String> hosts;
  private final int port;
  private final Promise<Handler<NetSocket>> sessions = Promise.promise();
  private final AtomicInteger waiting = new AtomicInteger();
  private final List<String> deployments = new ArrayList<>();

  /** @param protocol such as {@code imap}: also the key of its port, {@code imap.port} */
  TcpPort(Vertx vertx, String protocol, List<String> hosts, int port) {
    this.vertx = vertx;
    this.protocol = protocol;
    this.hosts = List.copyOf(hosts);
    this.port = port;
  }

  /** Where clients find it, a URL for each address. */
  List<String> urls() {
    return hosts.stream().map(host -> protocol + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port).toList();
  }

  /** Binds every address. Fails with a {@link ToolFailure} that says what is in the way. */
  Uni<Void> bind() {
    return Uni.combine().all().unis(hosts.stream().map(this::bind).toList()).discardItems();
  }

  private Uni<Void> bind(String host) {
    var options = new DeploymentOptions().setInstances(Math.max(1, Runtime.getRuntime().availableProcessors()));
    return Unis.of(() -> vertx.deployVerticle(() -> new Door(host), options))
        .onFailure().transform(failure -> explain(host, failure))
        .invoke(deployments::add).replaceWithVoid();
  }

  /** Lets clients in, also those who wait. Called once. */
  void serve(Handler<NetSocket> handler) {
    sessions.complete(handler);
  }

  /** Takes no more clients, and lets those who are there end: their sockets' shutdown handlers are called. */
  Uni<Void> close() {
    return deployments.isEmpty() ? Uni.createFrom().voidItem()
        : Uni.combine().all().unis(deployments.stream().map(id -> Unis.of(() -> vertx.undeploy(id))).toList()).discardItems();
  }

  private ToolFailure explain(String host, Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    String where = protocol + ".port: " + host + " port " + port;
    if (message.contains("in use")) {
      return new ToolFailure(where + " is in use by another program; --set " + protocol + ".port=N takes another");
    }
    if (message.contains("ermission denied")) {
      return new ToolFailure(where + " may be bound by root only; --set " + protocol + ".port=N takes another");
    }
    if (message.contains("assign requested") || failure instanceof java.net.UnknownHostException) {
      return new ToolFailure("listen.hosts: " + host + " is not an address of this machine");
    }
    return new ToolFailure(where + " cannot be bound: " + message);
  }

  /** The port on one address and one event loop; Vert.x spreads clients over those of the same address. */
  private final class Door extends VerticleBase {

    private final String host;
    private NetServer server;

    Door(String host) {
      this.host = host;
    }

    @Override
    public Future<?> start() {
      var options = new NetServerOptions().setHost(host).setPort(port).setAcceptBacklog(BACKLOG).setTcpNoDelay(true)
          .setTcpKeepAlive(true);
      options.setTcpUserTimeout(UNREAD_MAX_MS);
      server = vertx.createNetServer(options).connectHandler(this::connected);
      return server.listen();
    }

    /** Each session is told by its socket's shutdown handler, and may say goodbye. */
    @Override
    public Future<?> stop() {
      return server.shutdown(GOODBYE_MAX_MS, TimeUnit.MILLISECONDS);
    }

    private void connected(NetSocket socket) {
      Future<Handler<NetSocket>> ready = sessions.future();
      if (ready.isComplete()) {
        ready.result().handle(socket);
      } else if (waiting.incrementAndGet() > WAITING_MAX) {
        socket.close();
      } else {
        socket.pause();
        ready.onSuccess(handler -> context.runOnContext(ignored -> handler.handle(socket)));
      }
    }
  }
}
