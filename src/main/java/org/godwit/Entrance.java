package org.godwit;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.tls.TlsEngines;
import org.godwit.wire.Acceptor;
import org.godwit.wire.Connection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where those who connect to a port wait until it is served; nothing of what they send is read before. Any event loop. */
final class Entrance {

  private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);

  /** Clients that may wait between binding and serving; more are disconnected. */
  private static final int WAITING_MAX = 1000;

  private final Vertx vertx;
  private final Optional<TlsEngines> tlsFirst;
  private final Promise<Acceptor> sessions = Promise.promise();
  private final AtomicInteger waiting = new AtomicInteger();

  /** @param tlsFirst for connections that begin with it */
  Entrance(Vertx vertx, Optional<TlsEngines> tlsFirst) {
    this.vertx = vertx;
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
    tlsFirst.ifPresentOrElse(tls -> connection.startTls(tls).subscribe().with(secure -> acceptor.accept(connection),
        failed -> LOG.debug("No TLS with {}: {}", connection.remoteAddress(), failed.toString())),
        () -> acceptor.accept(connection));
  }
}
