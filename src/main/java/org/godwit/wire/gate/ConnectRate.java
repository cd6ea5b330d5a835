package org.godwit.wire.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.godwit.net.ClientNetwork;

/**
 * Tokens for new connections, a bucket for each address. A bucket is one number: the time at which it is full again. Full
 * ones need not be remembered, and of the others at most {@value #BUCKETS_MAX}: in a flood from more addresses than that some get a full one
 * again. Safe on any thread.
 */
final class ConnectRate {

  private static final long BUCKETS_MAX = 100_000;

  private final long nanosPerToken;
  private final long burstNanos;
  private final Ticker clock;
  private final Cache<ClientNetwork, Long> fullAtNanos;

  /**
   * @param perSecond tokens per second; 0: there is no bound
   * @param burst tokens that a full bucket holds
   */
  ConnectRate(int perSecond, int burst, Ticker clock) {
    this.nanosPerToken = perSecond == 0 ? 0 : Duration.ofSeconds(1).toNanos() / perSecond;
    this.burstNanos = nanosPerToken * burst;
    this.clock = clock;
    this.fullAtNanos = Caffeine.newBuilder().maximumSize(BUCKETS_MAX).expireAfterAccess(Duration.ofNanos(Math.max(1, burstNanos)))
        .ticker(clock).executor(Runnable::run).build();
  }

  /** Buckets that take memory. */
  long size() {
    fullAtNanos.cleanUp();
    return fullAtNanos.estimatedSize();
  }

  /** Takes a token, if there is one. */
  boolean take(ClientNetwork address) {
    if (nanosPerToken == 0) {
      return true;
    }
    long now = clock.read();
    var taken = new AtomicBoolean();
    fullAtNanos.asMap().compute(address, (same, fullAt) -> {
      long from = fullAt == null || fullAt - now < 0 ? now : fullAt;
      boolean some = from + nanosPerToken - now <= burstNanos;
      taken.set(some);
      return some ? from + nanosPerToken : from;
    });
    return taken.get();
  }
}
