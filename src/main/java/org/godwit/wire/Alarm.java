package org.godwit.wire;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * Goes off when nothing has happened for a time. {@link #touch} costs one reading of the clock: the timer is set again
 * only when it fires. Event loop of the connection only.
 */
public final class Alarm {

  private static final long NONE = -1;

  private final Vertx vertx;
  private final Runnable action;
  private long limitMs;
  private long touchedNanos;
  private long timer = NONE;

  /** An alarm that is off. */
  public Alarm(Vertx vertx, Runnable action) {
    this.vertx = vertx;
    this.action = action;
  }

  /** Goes off once, {@code afterMs} after the last {@link #touch} or this call. */
  public void start(long afterMs) {
    stop();
    limitMs = afterMs;
    touch();
    timer = vertx.setTimer(afterMs, this::fired);
  }

  /** Something happened: the time starts anew. */
  public void touch() {
    touchedNanos = System.nanoTime();
  }

  /** Whether it is set. */
  public boolean isOn() {
    return timer != NONE;
  }

  /** Does not go off any more. */
  public void stop() {
    if (timer != NONE) {
      vertx.cancelTimer(timer);
      timer = NONE;
    }
  }

  private void fired(long id) {
    if (id != timer) {
      return;
    }
    long restMs = limitMs - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - touchedNanos);
    if (restMs > 0) {
      timer = vertx.setTimer(restMs, this::fired);
    } else {
      timer = NONE;
      action.run();
    }
  }
}
