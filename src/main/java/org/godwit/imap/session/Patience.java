package org.godwit.imap.session;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import org.godwit.wire.Alarm;

/**
 * Gives signs of life while a client waits for something that takes long, one thing at a time. What is over soon costs a reading of
 * the clock: the timer is left running for the next. Event loop of the connection only.
 */
final class Patience {

  /** Milliseconds between two signs (RFC 9585, 4 recommends 10 to 15 seconds). */
  static final long EVERY_MS = 10_000;

  private static final Runnable NOBODY_WAITS = () -> { };

  private final Alarm alarm;
  private final long everyMs;
  private Runnable sign = NOBODY_WAITS;

  Patience(Vertx vertx, long everyMs) {
    this.everyMs = everyMs;
    this.alarm = new Alarm(vertx, this::goneOff);
  }

  /** The work; while it is not done the sign is given now and then. */
  <T> Uni<T> awaiting(Uni<T> work, Runnable newSign) {
    return Uni.createFrom().deferred(() -> {
      sign = newSign;
      if (alarm.isOn()) {
        alarm.touch();
      } else {
        alarm.start(everyMs);
      }
      return work.onTermination().invoke(() -> sign = NOBODY_WAITS);
    });
  }

  /** The client is gone. */
  void end() {
    sign = NOBODY_WAITS;
    alarm.stop();
  }

  private void goneOff() {
    if (sign != NOBODY_WAITS) {
      alarm.start(everyMs);
      sign.run();
    }
  }
}
