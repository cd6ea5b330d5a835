package org.godwit.auth.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.godwit.auth.backend.Timers;
import org.godwit.net.ClientNetwork;

/**
 * Slows guessing down without locking anybody out. A refusal is held back for a time that doubles with each failure of this user from this
 * address, and grows more slowly with those of the address and of the user; a right password is not. So many attempts of a user from an
 * address are checked or held back at a time: further ones wait in line. If the user has logged in from there before, the line moves on at a steady
 * pace, so that a neighbour behind the same address who guesses can not keep the user out. So many attempts of an address are checked at
 * a time, so that one that guesses leaves the back ends to others. So many of all strangers, users who have not logged in from their address
 * before, are checked at a time, and their networks take turns: however many addresses guess, the queues of the back ends stay short, for
 * users who are known by their address and for strangers who come for the first time. IPv6 addresses count by their /64. Safe from any
 * thread; all tables are bounded.
 */
final class LoginThrottle {
  /** Failures of one address, or of one user from anywhere, that are not worth a longer delay yet. */
  private static final int MISTAKES = 10;

  /** Attempts that may wait in line, for each user and address, and for each address. */
  private static final int WAITING_MAX = 100;

  /** Attempts of an address that are checked at a time. */
  static final int CHECKS_PER_ADDRESS_MAX = 8;

  /** The pace of the line of a user who has logged in from that address before. */
  static final Duration PACE = Duration.ofMillis(300);

  /** If no stranger's check has ended for so long, the back end that is asked hangs: others may have another one. */
  static final Duration STANDSTILL = Duration.ofSeconds(1);

  private final ThrottleLimits limits;
  private final Timers timers;
  private final Cache<Key, Failures> failures;
  private final Cache<Key, Boolean> seen;
  private final FairLine strangers;
  private final AtomicBoolean strangersPaced = new AtomicBoolean();

  LoginThrottle(ThrottleLimits limits, Ticker clock, Timers timers) {
    this.limits = limits;
    this.timers = timers;
    this.failures = Caffeine.newBuilder().maximumSize(limits.entriesMax()).expireAfterAccess(limits.forgotten()).ticker(clock)
        .executor(Runnable::run).build();
    this.strangers = new FairLine(limits.strangersMax(), limits.strangersWaitingMax());
    this.seen = Caffeine.newBuilder().maximumSize(limits.entriesMax()).executor(Runnable::run).build();
  }

  /** Either may be absent: all addresses of a user, all users of an address. */
  private record Key(String user, Optional<ClientNetwork> network) {}

  /** What is known of a key. */
  private static final class Failures {
    final AtomicInteger count = new AtomicInteger();
    final AtomicInteger heldBack = new AtomicInteger();
    final AtomicBoolean paced = new AtomicBoolean();
    final Turnstile line;

    Failures(int atATimeMax) {
      this.line = new Turnstile(atATimeMax, WAITING_MAX);
    }
  }

  /** An attempt whose turn it is; ends by one of its methods. Those called after the first do nothing. */
  final class Admission {
    private final Key key;
    private final Failures pair;
    private final Failures address;
    private final boolean stranger;
    private final AtomicBoolean checked = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();

    private Admission(Key key, Failures pair, Failures address, boolean stranger) {
      this.key = key;
      this.pair = pair;
      this.address = address;
      this.stranger = stranger;
    }

    /** The login went well: the user's mistakes from this address are forgotten. */
    void accepted() {
      pair.count.set(0);
      seen.put(key, Boolean.TRUE);
      seen.put(anyoneOf(key), Boolean.TRUE);
      ended();
    }

    /** It could not be checked, or nobody waits for the answer any more. */
    void ended() {
      afterCheck();
      if (ended.compareAndSet(false, true)) {
        pair.line.leave();
      }
    }

    /**
     * The login was refused. The client is told after the delay, and then {@link HeldBack#released} is to be called.
     */
    HeldBack rejected() {
      Failures ofUser = of(new Key(key.user(), Optional.empty()), Integer.MAX_VALUE);
      int wrong = pair.count.incrementAndGet() - 1;
      int wrongFromAddress = Math.max(0, address.count.incrementAndGet() - MISTAKES) / MISTAKES;
      int wrongOfUser = Math.max(0, ofUser.count.incrementAndGet() - MISTAKES) / MISTAKES;
      address.heldBack.incrementAndGet();
      afterCheck();
      return new HeldBack(delay(Math.max(wrong - 1, Math.max(wrongFromAddress, wrongOfUser))), () -> {
        address.heldBack.decrementAndGet();
        ended();
      });
    }

    private void afterCheck() {
      if (checked.compareAndSet(false, true)) {
        address.line.leave();
        if (stranger) {
          strangers.leave();
        }
      }
    }
  }

  private static Key anyoneOf(Key key) {
    return new Key("", key.network());
  }

  /**
   * A refusal that has to wait.
   *
   * @param delay    since the attempt began
   * @param released to be called when it has been told, once
   */
  record HeldBack(Duration delay, Runnable released) {}

  /** Emits when the attempt may be checked; empty, at once, if too many wait already. */
  Uni<Optional<Admission>> admit(String user, InetAddress remote) {
    var network = Optional.of(ClientNetwork.of(remote));
    Key key = new Key(user, network);
    return Uni.createFrom().emitter(emitter -> admit(key, of(anyoneOf(key), CHECKS_PER_ADDRESS_MAX), emitter::complete));
  }

  private void admit(Key key, Failures address, Consumer<Optional<Admission>> then) {
    Failures pair = of(key, limits.perPairMax());
    boolean known = seen.getIfPresent(key) != null;
    if (!known && address.heldBack.get() >= limits.perAddressMax()) {
      then.accept(Optional.empty());
      return;
    }
    switch (pair.line.enter(() -> queueForCheck(key, pair, address, known, then))) {
      case IN -> { }
      case WAITS -> {
        if (known) {
          again(PACE, pair.paced, pair.line::letNextIn);
        }
      }
      case TURNED_AWAY -> then.accept(Optional.empty());
    }
  }

  private void queueForCheck(Key key, Failures pair, Failures address, boolean known, Consumer<Optional<Admission>> then) {
    var admission = new Admission(key, pair, address, !known);
    var entry = address.line.enter(() -> {
      if (known) {
        then.accept(Optional.of(admission));
      } else {
        queueWithStrangers(admission, then);
      }
    });
    if (entry == Turnstile.Entry.TURNED_AWAY) {
      pair.line.leave();
      then.accept(Optional.empty());
    }
  }

  private void queueWithStrangers(Admission admission, Consumer<Optional<Admission>> then) {
    boolean suspect = admission.address.count.get() > 0 && seen.getIfPresent(anyoneOf(admission.key)) == null;
    boolean waits = strangers.enter(admission.key.network().orElseThrow().wider(), suspect, () -> then.accept(Optional.of(admission)), () -> {
      admission.address.line.leave();
      admission.pair.line.leave();
      then.accept(Optional.empty());
    });
    if (waits) {
      again(STANDSTILL, strangersPaced, strangers::moveOn);
    }
  }

  /** Moves a line on, again and again as long as there is one. */
  private void again(Duration pace, AtomicBoolean paced, BooleanSupplier moveOn) {
    if (paced.compareAndSet(false, true)) {
      timers.after(pace, () -> {
        paced.set(false);
        if (moveOn.getAsBoolean()) {
          again(pace, paced, moveOn);
        }
      });
    }
  }

  private Failures of(Key key, int atATimeMax) {
    return failures.get(key, ignored -> new Failures(atATimeMax));
  }

  private Duration delay(int doublings) {
    Duration doubled = limits.first().multipliedBy(1L << Math.clamp(doublings, 0, 20));
    return doubled.compareTo(limits.most()) < 0 ? doubled : limits.most();
  }
}
