package org.godwit.auth.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.godwit.auth.Login;
import org.godwit.auth.LoginResult;
import org.godwit.auth.Password;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.Capability;
import org.godwit.auth.backend.CredentialBackend;
import org.godwit.auth.backend.TestTimers;
import org.godwit.auth.backend.Verdict;
import org.godwit.auth.sasl.TestChannels;
import org.junit.jupiter.api.Test;

class LoginServiceTest {
  private static final ThrottleLimits LIMITS = new ThrottleLimits(Duration.ofSeconds(1), Duration.ofSeconds(15), Duration.ofHours(1), 4, 8, 1000,
      20, 100);
  private static final String HOME = "192.0.2.1";
  private static final String ELSEWHERE = "198.51.100.9";

  private final TestTimers timers = new TestTimers();
  private boolean hanging;
  private boolean failing;
  private int checks;
  private final LoginService logins = new LoginService(new Users(), Set.of(), LIMITS, timers);

  /** Alice and Bob, with the password {@code right}. */
  private final class Users implements CredentialBackend {
    @Override
    public String name() {
      return "test";
    }

    @Override
    public Set<Capability> capabilities() {
      return EnumSet.of(Capability.PASSWORD);
    }

    @Override
    public Uni<Verdict> verify(UserName user, Password password) {
      checks++;
      if (hanging) {
        return Uni.createFrom().nothing();
      }
      if (failing) {
        return Uni.createFrom().failure(new IllegalStateException("as the test wants it"));
      }
      boolean known = Set.of("alice", "bob").contains(user.value());
      return Uni.createFrom().item(!known ? new Verdict.UnknownUser()
          : password.text().equals("right") ? new Verdict.Accepted(user) : new Verdict.Rejected());
    }
  }

  private CompletableFuture<LoginResult> login(String user, String password, String address) {
    return logins.login(Login.of(user, Password.of(password), TestChannels.from(address), "PLAIN")).subscribeAsCompletionStage();
  }

  /** Seconds until the answer is there. */
  private int seconds(CompletableFuture<LoginResult> answer) {
    int seconds = 0;
    while (!answer.isDone() && seconds < 100) {
      timers.pass(Duration.ofSeconds(1));
      seconds++;
    }
    assertThat(answer.join()).isEqualTo(new LoginResult.Rejected());
    return seconds;
  }

  @Test
  void refusals_take_longer_and_longer_whether_the_user_exists_or_not() {
    for (String user : new String[] {"alice", "nobody"}) {
      for (int expected : new int[] {1, 1, 2, 4, 8, 15, 15}) {
        assertThat(seconds(login(user, "wrong", HOME))).isEqualTo(expected);
      }
    }
  }

  @Test
  void the_right_password_is_never_held_up() {
    for (int i = 0; i < 6; i++) {
      seconds(login("alice", "wrong", HOME));
    }
    assertThat(login("alice", "right", HOME)).isCompletedWithValue(new LoginResult.Accepted(new UserName("alice")));
    assertThat(seconds(login("alice", "wrong", HOME))).as("mistakes are forgotten").isEqualTo(1);
  }

  @Test
  void many_guesses_at_a_time_wait_in_line_and_hold_up_nobody_elsewhere() {
    for (int i = 0; i < 4; i++) {
      login("alice", "wrong" + i, HOME);
    }
    var fifth = login("alice", "right", HOME);
    assertThat(fifth).isNotDone();
    assertThat(login("alice", "right", ELSEWHERE)).isCompletedWithValue(new LoginResult.Accepted(new UserName("alice")));
    assertThat(login("bob", "right", HOME)).isCompletedWithValue(new LoginResult.Accepted(new UserName("bob")));
    timers.pass(Duration.ofSeconds(60));
    assertThat(fifth).isCompletedWithValue(new LoginResult.Accepted(new UserName("alice")));
  }

  @Test
  void too_many_in_a_line_are_turned_away_and_the_line_empties() {
    var guesses = java.util.stream.IntStream.range(0, 200).mapToObj(i -> login("alice", "wrong" + i, HOME)).toList();
    assertThat(guesses.stream().filter(guess -> guess.isDone() && guess.join() instanceof LoginResult.Unavailable)).hasSize(96);
    timers.pass(Duration.ofHours(1));
    assertThat(guesses).allSatisfy(guess -> assertThat(guess).isDone());
    assertThat(login("alice", "right", HOME)).isCompletedWithValue(new LoginResult.Accepted(new UserName("alice")));
  }

  @Test
  void a_neighbour_who_guesses_behind_the_same_address_does_not_lock_out_who_has_logged_in_there() {
    assertThat(login("alice", "right", HOME)).isCompleted();
    for (int i = 0; i < 60; i++) {
      login("alice", "wrong" + i, HOME);
    }
    var alice = login("alice", "right", HOME);
    timers.pass(Duration.ofSeconds(20));
    assertThat(alice).isCompletedWithValue(new LoginResult.Accepted(new UserName("alice")));
  }

  @Test
  void so_many_of_an_address_are_checked_at_a_time() {
    hanging = true;
    for (int i = 0; i < 30; i++) {
      login("user" + i, "x", HOME);
    }
    assertThat(checks).isEqualTo(LoginThrottle.CHECKS_PER_ADDRESS_MAX);
    login("alice", "x", ELSEWHERE);
    assertThat(checks).isEqualTo(LoginThrottle.CHECKS_PER_ADDRESS_MAX + 1);
  }

  /** As many addresses as fill every place and the whole line, each of another network. */
  private void guessFromEverywhere() {
    for (int i = 0; i < 200; i++) {
      login("guess" + i, "wrong", "10.0." + i + ".1");
    }
  }

  @Test
  void guesses_from_very_many_addresses_keep_nobody_waiting_who_has_logged_in_from_the_same_address() {
    assertThat(login("alice", "right", HOME)).isCompleted();
    hanging = true;
    guessFromEverywhere();
    assertThat(checks).isEqualTo(1 + LIMITS.strangersMax());
    hanging = false;
    assertThat(login("alice", "right", HOME)).isCompletedWithValue(new LoginResult.Accepted(new UserName("alice")));
  }

  @Test
  void who_comes_for_the_first_time_goes_before_networks_that_have_guessed_wrong() {
    guessFromEverywhere();
    timers.pass(Duration.ofSeconds(60));
    hanging = true;
    guessFromEverywhere();
    int before = checks;
    assertThat(before).isEqualTo(200 + LIMITS.strangersMax());
    hanging = false;
    var alice = login("alice", "right", HOME);
    assertThat(alice).isNotDone();
    // in the first of these there was movement
    timers.pass(LoginThrottle.STANDSTILL.multipliedBy(2));
    assertThat(alice).isCompletedWithValue(new LoginResult.Accepted(new UserName("alice")));
    assertThat(checks).isEqualTo(before + 1);
  }

  @Test
  void back_ends_that_hang_hold_up_those_who_need_others_for_moments_only() {
    hanging = true;
    guessFromEverywhere();
    hanging = false;
    timers.pass(LoginThrottle.STANDSTILL.multipliedBy(200));
    assertThat(checks).isEqualTo(LIMITS.strangersMax() + LIMITS.strangersWaitingMax());
    assertThat(login("alice", "right", HOME)).isNotDone();
    timers.pass(LoginThrottle.STANDSTILL);
    assertThat(login("bob", "right", ELSEWHERE)).isNotDone();
  }

  @Test
  void what_could_not_be_checked_makes_way() {
    failing = true;
    for (int i = 0; i < 300; i++) {
      assertThat(login("alice", "right", HOME).join()).isInstanceOf(LoginResult.Unavailable.class);
    }
    failing = false;
    assertThat(login("alice", "right", HOME)).isCompletedWithValue(new LoginResult.Accepted(new UserName("alice")));
  }

  @Test
  void a_bad_neighbour_does_not_lock_out_who_has_logged_in_from_the_same_address() {
    assertThat(login("bob", "right", HOME)).isCompleted();
    for (int i = 0; i < 20; i++) {
      login("guess" + i, "wrong", HOME);
    }
    assertThat(login("alice", "right", HOME).join()).isInstanceOf(LoginResult.Unavailable.class);
    assertThat(login("bob", "right", HOME)).isCompletedWithValue(new LoginResult.Accepted(new UserName("bob")));
  }

  @Test
  void ipv6_addresses_count_by_their_network() {
    for (int i = 0; i < 4; i++) {
      login("alice", "wrong", "2001:db8::" + i);
    }
    assertThat(login("alice", "right", "2001:db8::ffff")).isNotDone();
    assertThat(login("alice", "right", "2001:db8:0:1::1")).isCompletedWithValue(new LoginResult.Accepted(new UserName("alice")));
  }

  @Test
  void the_audit_log_has_one_form_whatever_clients_write() {
    var attempt = new LoginAttempt(TestChannels.from(HOME), "PLAIN", "x\" address=203.0.113.1\r\nlogin accepted", "");
    assertThat(AuditLog.line("rejected", attempt, "wrong secret")).isEqualTo("login rejected address=192.0.2.1 protocol=imap mechanism=PLAIN "
        + "user=\"x? address?203.0.113.1??login accepted\" reason=\"wrong secret\"");
  }
}
