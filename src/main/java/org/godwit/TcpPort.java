package org.godwit;

import io.smallrye.mutiny.Uni;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
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
import org.godwit.tls.TlsEngines;
import org.godwit.tool.ToolFailure;
import org.godwit.vertx.Unis;
import org.godwit.wire.Acceptor;
import org.godwit.wire.Connection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One protocol's TCP port on every address it listens on, served by all event loops. Bound first, served later: who connects in
 * between waits, and nothing of what they send is read.
 */
final class TcpPort {

  private static final Logger LOG = LoggerFactory.getLogger(TcpPort.class);
  private static final int BACKLOG = 1024;

  /** How long the kernel keeps what a client does not take; then it ends the connection. */
  private static final int UNREAD_MAX_MS = 300_000;

  /** How long sessions have to end when the port is closed. */
  private static final long GOODBYE_MAX_MS = 10_000;

  /** Clients that may wait between binding and serving; more are disconnected. */
  private static final int WAITING_MAX = 1000;

  private final Vertx vertx;
  private final Listener listener;
  private final List<String> hosts;
  private final TlsEngines tls;
  private final Promise<Acceptor> sessions = Promise.promise();
  private final AtomicInteger waiting = new AtomicInteger();
  private final List<String> deployments = new ArrayList<>();

  /** @param tls for a listener that begins with it */
  TcpPort(Vertx vertx, Listener listener, List<String> hosts, TlsEngines tls) {
    this.vertx = vertx;
    this.listener = listener;
    this.hosts = List.copyOf(hosts);
    this.tls = tls;
  }

  /** What is spoken here. */
  Listener listener() {
    return listener;
  }

  /** Where clients find it, a URL for each address. */
  List<String> urls() {
    return hosts.stream().map(host -> listener.name() + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + listener.port()).toList();
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
  void serve(Acceptor acceptor) {
    sessions.complete(acceptor);
  }

  /** Takes no more clients, and lets those who are there end: their sockets' shutdown handlers are called. */
  Uni<Void> close() {
    return deployments.isEmpty() ? Uni.createFrom().voidItem()
        : Uni.combine().all().unis(deployments.stream().map(id -> Unis.of(() -> vertx.undeploy(id))).toList()).discardItems();
  }

  private ToolFailure explain(String host, Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    String set = "--set " + listener.name() + ".port=N takes another";
    String where = listener.name() + ".port: " + host + " port " + listener.port();
    if (message.contains("in use")) {
      return new ToolFailure(where + " is in use by another program; " + set);
    }
    if (message.contains("ermission denied")) {
      return new ToolFailure(where + " may be bound by root only; " + set);
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
      var options = new NetServerOptions().setHost(host).setPort(listener.port()).setAcceptBacklog(BACKLOG).setTcpNoDelay(true)
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
      Future<Acceptor> ready = sessions.future();
      if (ready.isComplete()) {
        accept(ready.result(), socket);
      } else if (waiting.incrementAndGet() > WAITING_MAX) {
        socket.close();
      } else {
        socket.pause();
        ready.onSuccess(acceptor -> context.runOnContext(ignored -> accept(acceptor, socket)));
      }
    }

    private void accept(Acceptor acceptor, NetSocket socket) {
      var connection = new Connection(vertx, socket, acceptor.limits());
      if (listener.tlsFirst()) {
        connection.startTls(tls).subscribe().with(secure -> acceptor.accept(connection),
            failed -> LOG.debug("No TLS with {}: {}", connection.remoteAddress(), failed.toString()));
      } else {
        acceptor.accept(connection);
      }
    }
  }
}
