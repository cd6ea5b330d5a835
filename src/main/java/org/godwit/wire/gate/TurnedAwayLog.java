package org.godwit.wire.gate;

import com.github.benmanes.caffeine.cache.Ticker;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that clients were turned away, once in a while: a flood of them is no flood of lines. Safe on any thread. */
final class TurnedAwayLog {

  private static final Logger LOG = LoggerFactory.getLogger("godwit.limits");
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Ticker clock;
  private boolean told;
  private long toldNanos;
  private long since;

  TurnedAwayLog(Ticker clock) {
    this.clock = clock;
  }

  void add(InetAddress address, TurnedAway why) {
    long count = count();
    if (count > 0) {
      LOG.warn("turned away address={} reason=\"{}\" clients={}", address.getHostAddress(), why.text(), count);
    }
  }

  /** How many there were since the last line, or 0 if it is too early for another. */
  private synchronized long count() {
    since++;
    long now = clock.read();
    if (told && now - toldNanos < PAUSE_NANOS) {
      return 0;
    }
    told = true;
    toldNanos = now;
    long count = since;
    since = 0;
    return count;
  }
}
