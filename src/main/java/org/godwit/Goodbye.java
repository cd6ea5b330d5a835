package org.godwit;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import java.util.concurrent.TimeUnit;

/** How a listening socket is closed while what came through it goes on. Any thread. */
final class Goodbye {

  /** Longer than sessions may be given to end (cluster.drainSeconds). */
  private static final long SESSIONS_DAYS_MAX = 2;

  private final Vertx vertx;
  private final NetServer server;
  private Future<Void> gone;

  Goodbye(Vertx vertx, NetServer server) {
    this.vertx = vertx;
    this.server = server;
  }

  /** Closes the socket; connections without a session, too. Completes when the others are gone. */
  synchronized Future<Void> begin() {
    if (gone == null) {
      gone = server.shutdown(SESSIONS_DAYS_MAX, TimeUnit.DAYS);
    }
    return gone;
  }

  /** The same; completes after this time at the latest. */
  Future<Void> within(long ms) {
    Promise<Void> done = Promise.promise();
    long late = vertx.setTimer(ms, timer -> done.tryComplete());
    begin().onComplete(all -> {
      vertx.cancelTimer(late);
      done.tryComplete();
    });
    return done.future();
  }
}
