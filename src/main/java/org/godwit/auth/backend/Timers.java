package org.godwit.auth.backend;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** What happens later. Safe from any thread. */
public interface Timers {
  /**
   * Runs a short task that does not block, after a while.
   *
   * @return takes it back; no harm if it has run
   */
  Runnable after(Duration delay, Runnable task);

  /** Nanoseconds since some moment; only differences mean something. */
  long nanos();

  /** Timers of real time, on one daemon thread. */
  static Timers real() {
    var pool = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("auth-timer").daemon().factory());
    pool.setRemoveOnCancelPolicy(true);
    return new Timers() {
      @Override
      public Runnable after(Duration delay, Runnable task) {
        var scheduled = pool.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
      }

      @Override
      public long nanos() {
        return System.nanoTime();
      }
    };
  }
}
