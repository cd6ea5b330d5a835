package org.godwit.auth.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Slows guessing down without locking anybody out. A right password is never held up; a refusal is, for a time that doubles with
 * each failure of this user from this address, and grows more slowly with those of the address and of the user. While too many
 * refusals are held back for a user and address, or for an address, its further attempts are turned away unchecked: other
 * addresses notice nothing, nor does a user who has logged in from that address before. IPv6 addresses count by their /64.
 * Safe from any thread; all tables are bounded.
 */
final class LoginThrottle {
  /** Failures of one address, or of one user from anywhere, that are not worth a longer delay yet. */
  private static final int MISTAKES = 10;

  private static final int NETWORK_BYTES = 8;

  private final ThrottleLimits limits;
  private final Cache<Key, Failures> failures;
  private final Cache<Key, Boolean> seen;

  LoginThrottle(ThrottleLimits limits, Ticker clock) {
    this.limits = limits;
    this.failures = Caffeine.newBuilder().maximumSize(limits.entriesMax()).expireAfterAccess(limits.forgotten()).ticker(clock)
        .executor(Runnable::run).build();
    this.seen = Caffeine.newBuilder().maximumSize(limits.entriesMax()).executor(Runnable::run).build();
  }

  private record Key(String user, String network) {}

  private static final class Failures {
    final AtomicInteger count = new AtomicInteger();
    final AtomicInteger heldBack = new AtomicInteger();
  }

  /** An attempt that is allowed; ends by exactly one of its methods. */
  final class Admission {
    private final Key pair;
    private final Key address;
    private final Key user;

    private Admission(String user, InetAddress remote) {
      String network = network(remote);
      this.pair = new Key(user, network);
      this.address = new Key("", network);
      this.user = new Key(user, "");
    }

    private boolean isAllowed() {
      return of(pair).heldBack.get() < limits.perPairMax()
          && (seen.getIfPresent(pair) != null || of(address).heldBack.get() < limits.perAddressMax());
    }

    /** The login went well: the user's mistakes from this address are forgotten. */
    void accepted() {
      of(pair).count.set(0);
      seen.put(pair, Boolean.TRUE);
    }

    /**
     * The login was refused. The client is told after the delay, and then {@link HeldBack#released} is to be called.
     */
    HeldBack rejected() {
      Failures ofPair = of(pair);
      Failures ofAddress = of(address);
      Failures ofUser = of(user);
      int wrong = ofPair.count.incrementAndGet() - 1;
      int wrongFromAddress = Math.max(0, ofAddress.count.incrementAndGet() - MISTAKES) / MISTAKES;
      int wrongOfUser = Math.max(0, ofUser.count.incrementAndGet() - MISTAKES) / MISTAKES;
      ofPair.heldBack.incrementAndGet();
      ofAddress.heldBack.incrementAndGet();
      return new HeldBack(delay(Math.max(wrong - 1, Math.max(wrongFromAddress, wrongOfUser))), () -> {
        ofPair.heldBack.decrementAndGet();
        ofAddress.heldBack.decrementAndGet();
      });
    }
  }

  /**
   * A refusal that has to wait.
   *
   * @param delay    since the attempt began
   * @param released to be called when it has been told, once
   */
  record HeldBack(Duration delay, Runnable released) {}

  /** Whether an attempt may be checked now; empty if too many refusals are held back. */
  Optional<Admission> admit(String user, InetAddress remote) {
    return Optional.of(new Admission(user, remote)).filter(Admission::isAllowed);
  }

  private Failures of(Key key) {
    return failures.get(key, ignored -> new Failures());
  }

  private Duration delay(int doublings) {
    Duration doubled = limits.first().multipliedBy(1L << Math.clamp(doublings, 0, 20));
    return doubled.compareTo(limits.most()) < 0 ? doubled : limits.most();
  }

  private static String network(InetAddress remote) {
    byte[] bytes = remote.getAddress();
    return HexFormat.of().formatHex(remote instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes);
  }
}
