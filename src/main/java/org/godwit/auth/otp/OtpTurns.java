package org.godwit.auth.otp;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.godwit.auth.UserName;

/**
 * One login with a one-time password at a time for each user: who listens while a password is typed must not be able to send it
 * first, in many guesses for the last letter (RFC 2289, 9, the race attack). A login that does not end loses its turn after a
 * while, so that it keeps nobody out for long. Safe from any thread.
 */
final class OtpTurns {
  private final Map<UserName, Turn> turns = new HashMap<>();
  private final Duration longest;
  private final int turnsMax;
  private final Ticker clock;

  /**
   * @param longest  how long a turn lasts at most
   * @param turnsMax turns at a time, of all users
   */
  OtpTurns(Duration longest, int turnsMax, Ticker clock) {
    this.longest = longest;
    this.turnsMax = turnsMax;
    this.clock = clock;
  }

  /** The right to log a user in. */
  final class Turn {
    private final UserName user;
    private final long beganNanos = clock.read();

    private Turn(UserName user) {
      this.user = user;
    }

    /** Whether it is still this login's turn. */
    boolean isValid() {
      synchronized (turns) {
        return turns.get(user) == this && !isOver();
      }
    }

    /** Lets others have their turn. May be called more than once. */
    void end() {
      synchronized (turns) {
        turns.remove(user, this);
      }
    }

    private boolean isOver() {
      return clock.read() - beganNanos >= longest.toNanos();
    }
  }

  /** A turn, if nobody else has one for this user. */
  Optional<Turn> begin(UserName user) {
    synchronized (turns) {
      Turn other = turns.get(user);
      if (other != null && !other.isOver() || isFull()) {
        return Optional.empty();
      }
      var turn = new Turn(user);
      turns.put(user, turn);
      return Optional.of(turn);
    }
  }

  private boolean isFull() {
    if (turns.size() >= turnsMax) {
      turns.values().removeIf(Turn::isOver);
    }
    return turns.size() >= turnsMax;
  }
}
