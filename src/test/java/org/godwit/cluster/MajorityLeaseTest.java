package org.godwit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lease and the right to claim, with clocks and members of the test's own. */
class MajorityLeaseTest {

  private static final NodeId A = NodeId.parse("a/00000001");
  private static final NodeId B = NodeId.parse("b/00000002");
  private static final NodeId C = NodeId.parse("c/00000003");

  private long nowMs = 10_000;
  private final MajorityLease lease = new MajorityLease(this::nanos, 3);

  private long nanos() {
    return TimeUnit.MILLISECONDS.toNanos(nowMs);
  }

  private void confirm(NodeId by, long askedMs) {
    lease.confirm(by, TimeUnit.MILLISECONDS.toNanos(askedMs));
  }

  @Test
  void it_holds_from_the_first_confirmation_of_a_majority() {
    assertThat(lease.term()).isZero();
    confirm(B, nowMs);
    assertThat(lease.term()).isEqualTo(1);
  }

  @Test
  void it_counts_from_the_question_and_not_from_the_answer() {
    confirm(B, nowMs - MajorityLease.LEASE_MS + 1);
    assertThat(lease.term()).isEqualTo(1);
    nowMs += 1;
    assertThat(lease.term()).isZero();
    confirm(B, nowMs - MajorityLease.LEASE_MS);
    assertThat(lease.term()).as("an answer that took too long").isZero();
  }

  @Test
  void it_ends_by_itself_and_its_next_stretch_has_another_number() {
    confirm(B, nowMs);
    nowMs += MajorityLease.LEASE_MS - 100;
    confirm(C, nowMs);
    nowMs += MajorityLease.LEASE_MS - 100;
    assertThat(lease.term()).as("unbroken").isEqualTo(1);
    nowMs += 100;
    assertThat(lease.term()).isZero();
    assertThat(lease.lapsedMs()).isZero();
    nowMs += 50;
    assertThat(lease.lapsedMs()).isEqualTo(50);
    confirm(B, nowMs);
    assertThat(lease.term()).isEqualTo(2);
  }

  @Test
  void an_older_confirmation_does_not_shorten_it() {
    confirm(B, nowMs);
    confirm(B, nowMs - 500);
    nowMs += MajorityLease.LEASE_MS - 1;
    assertThat(lease.term()).isEqualTo(1);
  }

  @Test
  void of_five_it_needs_two_others_and_lasts_as_long_as_the_older_of_them() {
    var five = new MajorityLease(this::nanos, 5);
    five.confirm(B, nanos());
    assertThat(five.term()).isZero();
    five.confirm(C, TimeUnit.MILLISECONDS.toNanos(nowMs - 400));
    assertThat(five.term()).isEqualTo(1);
    nowMs += MajorityLease.LEASE_MS - 400;
    assertThat(five.term()).isZero();
  }

  @Test
  void nodes_that_are_no_more_do_not_count() {
    var five = new MajorityLease(this::nanos, 5);
    five.confirm(B, nanos());
    five.keepOnly(Set.of(A, C));
    five.confirm(C, nanos());
    assertThat(five.term()).isZero();
  }

  @Test
  void a_node_alone_has_it_for_ever() {
    var alone = new MajorityLease(this::nanos, 1);
    nowMs += 1_000_000;
    assertThat(alone.term()).isEqualTo(1);
  }

  @Test
  void who_waits_for_it_is_called_once_when_it_holds() {
    var called = new ArrayList<String>();
    lease.whenValid(() -> called.add("first"));
    assertThat(called).isEmpty();
    confirm(B, nowMs);
    lease.whenValid(() -> called.add("second"));
    confirm(C, nowMs);
    assertThat(called).containsExactly("first", "second");
  }

  @Test
  void a_claim_needs_a_majority_that_has_had_the_same_view_for_long_enough() {
    var right = new ClaimRight(this::nanos, 3);
    View view = View.of(Set.of(A, B), nanos());
    right.heard(B, new Pong(true, view.fingerprint(), 2_000), nanos());
    assertThat(right.holds(view)).as("own view is new").isFalse();
    nowMs += MajorityLease.STABLE_MS;
    assertThat(right.holds(view)).as("the answer is old").isFalse();
    right.heard(B, new Pong(true, view.fingerprint(), MajorityLease.STABLE_MS - 1), nanos());
    assertThat(right.holds(view)).as("the other's view is new").isFalse();
    right.heard(B, new Pong(true, view.fingerprint(), MajorityLease.STABLE_MS), nanos());
    assertThat(right.holds(view)).isTrue();
    assertThat(right.holds(View.of(Set.of(A, C), nanos() - TimeUnit.SECONDS.toNanos(9)))).as("another view").isFalse();
  }

  @Test
  void a_loss_is_told_once_for_each_time_that_it_held() {
    var lost = new ArrayList<Long>();
    var right = new ClaimRight(this::nanos, 3);
    var beats = new Heartbeat(A, new Peers() {
      @Override
      public View view() {
        return View.of(Set.of(A), nanos());
      }

      @Override
      public Uni<Pong> ask(NodeId member) {
        throw new IllegalStateException("there is nobody to ask");
      }
    }, this::nanos, lease, right, () -> lost.add(nowMs));
    nowMs += 60_000;
    beats.beat();
    assertThat(lost).as("it never held").isEmpty();
    confirm(B, nowMs);
    beats.beat();
    nowMs += 50;
    beats.beat();
    nowMs += 30_000;
    beats.beat();
    nowMs += 30_000;
    beats.beat();
    assertThat(lost).hasSize(1);
  }

  /**
   * Nodes with views of their own that change at random and disagree, clocks that differ by up to 4 %, messages that take their time and pauses: no
   * node claims what another owns while that other's lease holds, unless the other is in the claimant's view.
   */
  @ParameterizedTest
  @ValueSource(ints = {3, 5})
  void nobody_claims_while_the_lease_of_a_node_that_it_does_not_see_holds(int size) {
    int claims = 0;
    for (int seed = 0; seed < 60; seed++) {
      claims += new World(size, seed).run();
    }
    assertThat(claims).as("claims that were allowed against a node out of view").isGreaterThan(100);
  }

  private static final class World {

    private static final int STEP_MS = 20;
    private final Random random;
    private final List<NodeId> ids;
    private final Map<NodeId, Node> nodes = new HashMap<>();
    private final List<Runnable>[] wire;
    private long ms = 1_000_000;
    private int step;
    private Set<NodeId> group;

    @SuppressWarnings("unchecked")
    World(int size, int seed) {
      random = new Random(seed);
      ids = IntStream.range(0, size).mapToObj(i -> NodeId.parse("n" + i + "/0000000" + i)).toList();
      group = Set.copyOf(ids);
      wire = new List[100];
      for (int i = 0; i < wire.length; i++) {
        wire[i] = new ArrayList<>();
      }
      ids.forEach(id -> nodes.put(id, new Node(id, size)));
    }

    int run() {
      int claims = 0;
      for (; step < 3_000; step++) {
        ms += STEP_MS;
        if (random.nextInt(60) == 0) {
          group = ids.stream().filter(id -> random.nextInt(4) > 0).collect(Collectors.toSet());
        }
        var due = List.copyOf(wire[step % wire.length]);
        wire[step % wire.length].clear();
        due.forEach(Runnable::run);
        nodes.values().forEach(Node::step);
        for (Node claimant : nodes.values()) {
          if (claimant.awake() && claimant.right.holds(claimant.view)) {
            for (Node owner : nodes.values()) {
              if (!claimant.view.members().contains(owner.id)) {
                claims++;
                assertThat(owner.lease.term()).as("%s claims from %s", claimant.id, owner.id).isZero();
              }
            }
          }
        }
      }
      return claims;
    }

    private final class Node implements Peers {
      private final NodeId id;
      private final double rate = 0.98 + random.nextDouble() * 0.04;
      private final MajorityLease lease;
      private final ClaimRight right;
      private final Heartbeat beats;
      private View view;
      private int asleepUntil;

      Node(NodeId id, int size) {
        this.id = id;
        lease = new MajorityLease(this::clock, size);
        right = new ClaimRight(this::clock, size);
        beats = new Heartbeat(id, this, this::clock, lease, right, () -> { });
        view = View.of(Set.copyOf(ids), clock());
      }

      long clock() {
        return (long) (ms * rate * 1_000_000);
      }

      boolean awake() {
        return step >= asleepUntil;
      }

      void step() {
        if (random.nextInt(400) == 0) {
          asleepUntil = step + random.nextInt(300);
        }
        if (!awake()) {
          return;
        }
        if (random.nextInt(20) == 0) {
          Set<NodeId> seen = group.contains(id) ? group : Set.of(id);
          view = view.with(seen, clock());
        }
        if (random.nextInt(5) == 0) {
          beats.beat();
        }
      }

      @Override
      public View view() {
        return view;
      }

      @Override
      public Uni<Pong> ask(NodeId member) {
        return Uni.createFrom().emitter(emitter -> arrive(member, () -> {
          Node other = nodes.get(member);
          var pong = Pong.of(other.view, id, other.clock());
          arrive(id, () -> emitter.complete(pong));
        }));
      }

      private void arrive(NodeId at, Runnable message) {
        wire[(step + 1 + random.nextInt(40)) % wire.length].add(() -> {
          if (nodes.get(at).awake()) {
            message.run();
          } else {
            arrive(at, message);
          }
        });
      }
    }
  }
}
