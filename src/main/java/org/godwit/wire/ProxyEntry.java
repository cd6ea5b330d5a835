package org.godwit.wire;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;

/** Reads the PROXY header with which a proxy's connection begins, before anything else, TLS included. Event loop of the connection only. */
public final class ProxyEntry {

  private final Connection connection;
  private final UniEmitter<? super ProxyHeader> done;
  private final Alarm late;

  private ProxyEntry(Vertx vertx, Connection connection, UniEmitter<? super ProxyHeader> done) {
    this.connection = connection;
    this.done = done;
    this.late = new Alarm(vertx, () -> fail("no PROXY header in time"));
  }

  /**
   * Reads it; from then on the connection is its client's. Fails with {@link ProxyHeader.Malformed} if there is none or it takes too long, and
   * with {@link ConnectionClosed}.
   */
  public static Uni<ProxyHeader> read(Vertx vertx, Connection connection, long timeoutMs) {
    return Uni.createFrom().emitter(emitter -> new ProxyEntry(vertx, connection, emitter).start(timeoutMs));
  }

  private void start(long timeoutMs) {
    late.start(timeoutMs);
    connection.onClosed(() -> {
      late.stop();
      done.fail(new ConnectionClosed());
    });
    next();
  }

  private void next() {
    try {
      ProxyHeader.take(connection.input()).ifPresentOrElse(this::complete, () -> connection.awaitInput(this::next));
    } catch (ProxyHeader.Malformed none) {
      fail(none.getMessage());
    }
  }

  private void complete(ProxyHeader header) {
    late.stop();
    connection.onClosed(() -> { });
    connection.cameFrom(new Origin(header.client().orElse(connection.remoteAddress()), true, header.isTls()));
    done.complete(header);
  }

  private void fail(String why) {
    late.stop();
    connection.onClosed(() -> { });
    done.fail(new ProxyHeader.Malformed(why));
  }
}
