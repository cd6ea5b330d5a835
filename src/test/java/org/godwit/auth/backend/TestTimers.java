package org.godwit.auth.backend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that passes when a test says so. */
public final class TestTimers implements Timers {
  private final List<Timer> waiting = new ArrayList<>();
  private long now;

  private record Timer(long at, Runnable task) {}

  @Override
  public synchronized Runnable after(Duration delay, Runnable task) {
    var timer = new Timer(now + delay.toNanos(), task);
    waiting.add(timer);
    return () -> remove(timer);
  }

  private synchronized boolean remove(Timer timer) {
    return waiting.remove(timer);
  }

  @Override
  public synchronized long nanos() {
    return now;
  }

  /** Lets time pass, and what is due happen, in order. */
  public void pass(Duration time) {
    long until = nanos() + time.toNanos();
    while (true) {
      Timer next;
      synchronized (this) {
        next = waiting.stream().filter(timer -> timer.at <= until).min(Comparator.comparingLong(Timer::at)).orElse(null);
        now = next == null ? until : next.at;
        waiting.remove(next);
      }
      if (next == null) {
        return;
      }
      next.task.run();
    }
  }
}
