package org.godwit.auth.otp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.godwit.auth.UserName;
import org.junit.jupiter.api.Test;

class OtpTurnsTest {
  private static final UserName ALICE = new UserName("alice");
  private static final UserName BOB = new UserName("bob");

  private final AtomicLong clock = new AtomicLong();
  private final OtpTurns turns = new OtpTurns(Duration.ofSeconds(60), 2, clock::get);

  @Test
  void a_user_has_one_turn_at_a_time() {
    var turn = turns.begin(ALICE).orElseThrow();
    assertThat(turns.begin(ALICE)).isEmpty();
    assertThat(turns.begin(BOB)).isPresent();
    turn.end();
    assertThat(turn.isValid()).isFalse();
    assertThat(turns.begin(ALICE)).isPresent();
  }

  @Test
  void who_takes_too_long_loses_the_turn() {
    var turn = turns.begin(ALICE).orElseThrow();
    clock.set(Duration.ofSeconds(60).toNanos() - 1);
    assertThat(turn.isValid()).isTrue();
    assertThat(turns.begin(ALICE)).isEmpty();
    clock.incrementAndGet();
    assertThat(turn.isValid()).isFalse();
    var next = turns.begin(ALICE).orElseThrow();
    turn.end();
    assertThat(next.isValid()).as("another's end does not end it").isTrue();
  }

  @Test
  void turns_are_bounded_and_those_that_are_over_make_room() {
    turns.begin(ALICE);
    turns.begin(BOB);
    var carol = new UserName("carol");
    assertThat(turns.begin(carol)).isEmpty();
    clock.set(Duration.ofSeconds(60).toNanos());
    assertThat(turns.begin(carol)).isPresent();
  }
}
