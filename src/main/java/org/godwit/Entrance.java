package org.godwit;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.tls.TlsEngines;
import org.godwit.wire.Acceptor;
import org.godwit.wire.Connection;
import org.godwit.wire.ProxyEntry;
import org.godwit.wire.gate.Gate;
import org.godwit.wire.gate.TurnedAway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way in from a port: wait until it is served, take a place among all connections, hear from a trusted proxy whose connection it is, take
 * a place among those of the address, begin TLS, and speak. Any event loop.
 */
final class Entrance {

  private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);

  /** Clients that may wait between binding and serving; more are disconnected. */
  private static final int WAITING_MAX = 1000;

  private final Vertx vertx;
  private final Gate gate;
  private final Proxies proxies;
  private final Optional<TlsEngines> tlsFirst;
  private final Promise<Acceptor> sessions = Promise.promise();
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * @param gate counts connections
   * @param proxies whose connections begin with a PROXY header here
   * @param tlsFirst for connections that begin with it
   */
  Entrance(Vertx vertx, Gate gate, Proxies proxies, Optional<TlsEngines> tlsFirst) {
    this.vertx = vertx;
    this.gate = gate;
    this.proxies = proxies;
    this.tlsFirst = tlsFirst;
  }

  /** Lets clients in, also those who wait. Called once. */
  void serve(Acceptor acceptor) {
    sessions.complete(acceptor);
  }

  /** Somebody has connected. */
  void connected(NetSocket socket, Context context) {
    Future<Acceptor> ready = sessions.future();
    if (ready.isComplete()) {
      enter(ready.result(), socket);
    } else if (waiting.incrementAndGet() > WAITING_MAX) {
      socket.close();
    } else {
      socket.pause();
      var gone = new AtomicBoolean();
      socket.closeHandler(closed -> gone.set(true));
      ready.onSuccess(acceptor -> context.runOnContext(ignored -> {
        if (!gone.get()) {
          enter(acceptor, socket);
        }
      }));
    }
  }

  private void enter(Acceptor acceptor, NetSocket socket) {
    var connection = new Connection(vertx, socket, acceptor.limits(), gate.place());
    boolean hasAddress = socket.remoteAddress() != null && socket.remoteAddress().hostAddress() != null;
    var full = hasAddress ? connection.place().enter(connection.remoteAddress()) : connection.place().enterLocally();
    if (full.isPresent()) {
      turnAway(acceptor, connection, full.get());
    } else if (!hasAddress) {
      beginTls(acceptor, connection);
    } else if (proxies.includes(connection.remoteAddress())) {
      announced(acceptor, connection);
    } else {
      identified(acceptor, connection);
    }
  }

  private void announced(Acceptor acceptor, Connection connection) {
    ProxyEntry.read(vertx, connection, proxies.timeoutMs()).subscribe().with(header -> {
      if (header.client().isPresent()) {
        identified(acceptor, connection);
      } else {
        // the proxy itself, such as to see whether this server is well
        beginTls(acceptor, connection);
      }
    }, failure -> {
      if (!connection.isClosed()) {
        LOG.warn("Proxy {}: {}", connection.remoteAddress().getHostAddress(), failure.getMessage());
        connection.drop();
      }
    });
  }

  private void identified(Acceptor acceptor, Connection connection) {
    connection.place().from(connection.remoteAddress(), acceptor.hasLogin())
        .ifPresentOrElse(why -> turnAway(acceptor, connection, why), () -> beginTls(acceptor, connection));
  }

  private void beginTls(Acceptor acceptor, Connection connection) {
    tlsFirst.ifPresentOrElse(tls -> connection.startTls(tls).subscribe().with(secure -> acceptor.accept(connection),
        failed -> LOG.debug("No TLS with {}: {}", connection.remoteAddress(), failed.toString())),
        () -> acceptor.accept(connection));
  }

  /** A client that expects TLS could not read the reason, and a handshake is worth more than it. */
  private void turnAway(Acceptor acceptor, Connection connection, TurnedAway why) {
    if (tlsFirst.isPresent()) {
      connection.drop();
      return;
    }
    connection.place().release();
    connection.output().putAscii(acceptor.refusal(why));
    connection.close().onFailure().recoverWithUni(Uni.createFrom()::voidItem).subscribe().with(closed -> { });
  }
}
