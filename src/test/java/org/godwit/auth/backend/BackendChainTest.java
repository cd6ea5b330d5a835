package org.godwit.auth.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.auth.Password;
import org.godwit.auth.UserName;
import org.junit.jupiter.api.Test;

class BackendChainTest {
  private static final UserName ALICE = new UserName("alice");
  private static final Verdict ACCEPTED = new Verdict.Accepted(ALICE);
  private static final Verdict REJECTED = new Verdict.Rejected();
  private static final Verdict UNKNOWN = new Verdict.UnknownUser();
  private static final Verdict DOWN = new Verdict.Unavailable("down");
  private static final BackendLimits LIMITS = new BackendLimits(Duration.ofSeconds(5), Duration.ofMillis(500), Duration.ofSeconds(10), 2);

  private final TestTimers timers = new TestTimers();

  /** Answers what a test makes it answer. */
  private static class Stub implements CredentialBackend {
    final List<CompletableFuture<Verdict>> asked = new ArrayList<>();
    private final Verdict fixed;

    Stub(Verdict fixed) {
      this.fixed = fixed;
    }

    @Override
    public String name() {
      return "stub";
    }

    @Override
    public Set<Capability> capabilities() {
      return EnumSet.of(Capability.PASSWORD);
    }

    @Override
    public Uni<Verdict> verify(UserName user, Password password) {
      var answer = fixed == null ? new CompletableFuture<Verdict>() : CompletableFuture.completedFuture(fixed);
      asked.add(answer);
      return Uni.createFrom().completionStage(answer);
    }
  }

  private CompletableFuture<Verdict> ask(Stub... backends) {
    return ask(new BackendChain(List.of(backends), LIMITS, timers));
  }

  private static CompletableFuture<Verdict> ask(BackendChain chain) {
    return chain.verify(ALICE, Password.of("x")).subscribeAsCompletionStage();
  }

  @Test
  void the_first_that_knows_the_user_decides() {
    assertThat(ask(new Stub(UNKNOWN), new Stub(ACCEPTED))).isCompletedWithValue(ACCEPTED);
    assertThat(ask(new Stub(ACCEPTED), new Stub(REJECTED))).isCompletedWithValue(ACCEPTED);
    var later = new Stub(ACCEPTED);
    assertThat(ask(new Stub(REJECTED), later)).isCompletedWithValue(REJECTED);
    assertThat(later.asked).isEmpty();
    assertThat(ask(new Stub(UNKNOWN), new Stub(UNKNOWN))).isCompletedWithValue(UNKNOWN);
    assertThat(ask()).isCompletedWithValue(UNKNOWN);
  }

  @Test
  void one_that_is_down_is_never_a_wrong_password() {
    assertThat(ask(new Stub(DOWN), new Stub(ACCEPTED))).isCompletedWithValue(ACCEPTED);
    assertThat(ask(new Stub(DOWN), new Stub(UNKNOWN))).isCompletedWithValue(DOWN);
    assertThat(ask(new Stub(DOWN), new Stub(REJECTED))).isCompletedWithValue(DOWN);
    assertThat(ask(new Stub(REJECTED), new Stub(DOWN))).isCompletedWithValue(REJECTED);
    assertThat(ask(new Stub(UNKNOWN), new Stub(DOWN))).isCompletedWithValue(DOWN);
  }

  @Test
  void users_of_a_later_one_do_not_wait_for_one_that_is_slow() {
    var slow = new Stub(null);
    var answer = ask(slow, new Stub(ACCEPTED));
    assertThat(answer).isNotDone();
    timers.pass(LIMITS.patience());
    assertThat(answer).isCompletedWithValue(ACCEPTED);
  }

  @Test
  void the_answer_of_a_slow_one_counts_when_the_later_ones_do_not_know() {
    var slow = new Stub(null);
    var answer = ask(slow, new Stub(UNKNOWN));
    timers.pass(LIMITS.patience());
    assertThat(answer).isNotDone();
    slow.asked.getFirst().complete(REJECTED);
    assertThat(answer).isCompletedWithValue(REJECTED);
  }

  @Test
  void one_that_never_answers_is_given_up() {
    var answer = ask(new Stub(null));
    timers.pass(LIMITS.timeout());
    assertThat(answer.join()).isInstanceOf(Verdict.Unavailable.class);
  }

  @Test
  void one_that_does_not_answer_is_left_alone_and_asked_again_after_a_while() {
    var dead = new Stub(null);
    var chain = new BackendChain(List.of(dead), LIMITS, timers);
    for (int i = 0; i < 3; i++) {
      ask(chain);
      timers.pass(LIMITS.timeout());
    }
    assertThat(ask(chain).join()).isInstanceOf(Verdict.Unavailable.class);
    assertThat(dead.asked).hasSize(3);
    timers.pass(LIMITS.pause());
    var probe = ask(chain);
    assertThat(dead.asked).hasSize(4);
    assertThat(ask(chain).join()).as("beside the probe").isInstanceOf(Verdict.Unavailable.class);
    dead.asked.getLast().complete(ACCEPTED);
    assertThat(probe).isCompletedWithValue(ACCEPTED);
    ask(chain);
    assertThat(dead.asked).as("it is back").hasSize(5);
  }

  @Test
  void questions_at_a_time_are_bounded() {
    var busy = new Stub(null);
    var chain = new BackendChain(List.of(busy), LIMITS, timers);
    ask(chain);
    ask(chain);
    assertThat(ask(chain).join()).isInstanceOf(Verdict.Unavailable.class);
    busy.asked.getFirst().complete(ACCEPTED);
    assertThat(ask(chain)).isNotDone();
  }

  @Test
  void who_exists_is_told_by_whoever_knows_and_left_open_by_who_does_not() {
    var listed = new AccountsBackend(ALICE::equals, 10);
    var open = lookups("open", new Lookup.Unavailable("not known", true));
    var down = lookups("down", new Lookup.Unavailable("down"));
    var bob = new UserName("bob");
    assertThat(lookUp(ALICE, open, listed)).isEqualTo(new Lookup.Found(ALICE, Optional.empty()));
    assertThat(lookUp(bob, listed)).isEqualTo(new Lookup.NotFound());
    assertThat(lookUp(bob, open, listed)).isEqualTo(new Lookup.Unavailable("not known", true));
    assertThat(lookUp(bob, open, down, listed)).as("an outage is the better reason").isEqualTo(new Lookup.Unavailable("down"));
    listed.close();
  }

  private Lookup lookUp(UserName user, CredentialBackend... backends) {
    return new BackendChain(List.of(backends), LIMITS, timers).lookUp(user, SecretKind.NONE).await().atMost(Duration.ofSeconds(60));
  }

  private static CredentialBackend lookups(String name, Lookup answer) {
    return new CredentialBackend() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Set<Capability> capabilities() {
        return EnumSet.of(Capability.TOKEN);
      }

      @Override
      public Uni<Lookup> lookUp(UserName user, SecretKind wanted) {
        return Uni.createFrom().item(answer);
      }
    };
  }

  @Test
  void a_fault_is_no_wrong_password() {
    var broken = new Stub(null);
    var answer = ask(broken);
    broken.asked.getFirst().completeExceptionally(new IllegalStateException("as the test wants it"));
    assertThat(answer.join()).isInstanceOf(Verdict.Unavailable.class);
  }

  @Test
  void one_that_cannot_answer_for_a_single_user_is_not_left_alone() {
    var one = new Stub(new Verdict.Unavailable("two entries", true));
    var chain = new BackendChain(List.of(one), LIMITS, timers);
    for (int i = 0; i < 10; i++) {
      assertThat(ask(chain)).isCompletedWithValueMatching(Verdict.Unavailable.class::isInstance);
    }
    assertThat(one.asked).hasSize(10);
  }

  @Test
  void one_that_is_here_is_asked_however_often_it_was_late() {
    var late = new Stub(new Verdict.Unavailable("much to do")) {
      @Override
      public boolean isLocal() {
        return true;
      }
    };
    var chain = new BackendChain(List.of(late), LIMITS, timers);
    for (int i = 0; i < 10; i++) {
      assertThat(ask(chain)).isCompletedWithValueMatching(Verdict.Unavailable.class::isInstance);
    }
    assertThat(late.asked).hasSize(10);
  }

  @Test
  void what_is_given_up_does_not_go_on_waiting_in_the_back_end() {
    var cancelled = new AtomicInteger();
    CredentialBackend waiting = new CredentialBackend() {
      @Override
      public String name() {
        return "waiting";
      }

      @Override
      public Set<Capability> capabilities() {
        return Set.of(Capability.PASSWORD);
      }

      @Override
      public Uni<Verdict> verify(UserName user, Password password) {
        return Uni.createFrom().<Verdict>nothing().onCancellation().invoke(cancelled::incrementAndGet);
      }
    };
    var answer = ask(new BackendChain(List.of(waiting), LIMITS, timers));
    assertThat(cancelled).hasValue(0);
    timers.pass(LIMITS.timeout());
    assertThat(answer.join()).isInstanceOf(Verdict.Unavailable.class);
    assertThat(cancelled).hasValue(1);
  }

  @Test
  void a_user_is_not_denied_while_one_that_cannot_look_users_up_leaves_it_open() {
    var open = new Lookup.Unavailable("does not look users up", true);
    CredentialBackend bindsOnly = new CredentialBackend() {
      @Override
      public String name() {
        return "binds";
      }

      @Override
      public Set<Capability> capabilities() {
        return Set.of(Capability.PASSWORD);
      }

      @Override
      public Uni<Lookup> lookUp(UserName user, SecretKind wanted) {
        return Uni.createFrom().item(open);
      }
    };
    for (int i = 0; i < 5; i++) {
      assertThat(new BackendChain(List.of(bindsOnly, new Stub(ACCEPTED)), LIMITS, timers).lookUp(ALICE, SecretKind.NONE)
          .subscribeAsCompletionStage()).isCompletedWithValue(open);
    }
    assertThat(new BackendChain(List.of(new Stub(ACCEPTED)), LIMITS, timers).lookUp(ALICE, SecretKind.NONE)
        .subscribeAsCompletionStage()).isCompletedWithValue(new Lookup.NotFound());
  }
}
