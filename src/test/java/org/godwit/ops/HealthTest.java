package org.godwit.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class HealthTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Health health = new Health();

  @Test
  void it_is_ready_between_start_and_end() {
    assertThat(health.ready()).isEqualTo(new Health.Verdict(false, "the server is starting"));
    health.enter(Phase.SERVING);
    assertThat(health.ready()).isEqualTo(new Health.Verdict(true, "ready"));
    health.enter(Phase.ENDING);
    assertThat(health.ready()).isEqualTo(new Health.Verdict(false, "the server is ending"));
    health.enter(Phase.SERVING);
    assertThat(health.ready().good()).isFalse();
    assertThat(health.live()).isEqualTo(new Health.Verdict(true, "live"));
  }

  @Test
  void in_a_cluster_it_is_ready_only_with_a_majority_and_lives_without() {
    var majority = new AtomicBoolean();
    health.watchMajority(majority::get);
    health.enter(Phase.SERVING);
    assertThat(health.ready()).isEqualTo(new Health.Verdict(false, "this node is not confirmed by a majority of the cluster"));
    assertThat(health.live().good()).isTrue();
    majority.set(true);
    assertThat(health.ready().good()).isTrue();
  }

  @Test
  void without_its_data_directory_it_is_not_ready_and_lives() {
    var there = new AtomicBoolean();
    health.watchData(there::get);
    health.enter(Phase.SERVING);
    assertThat(health.ready()).isEqualTo(new Health.Verdict(false, "the data directory is not there"));
    assertThat(health.live().good()).isTrue();
    there.set(true);
    assertThat(health.ready().good()).isTrue();
  }

  @Test
  void it_does_not_live_when_a_loop_stands_still() {
    var clock = new AtomicLong();
    Vertx vertx = Vertx.vertx();
    try {
      var pulse = Pulse.of(vertx, 2, clock::get, Duration.ofHours(1)).await().atMost(PATIENCE);
      health.watchLoops(pulse::longestStill);
      clock.set(TimeUnit.SECONDS.toNanos(59));
      assertThat(health.live().good()).isTrue();
      clock.set(TimeUnit.SECONDS.toNanos(61));
      assertThat(health.live()).isEqualTo(new Health.Verdict(false, "an event loop has stood still for 61 s"));
    } finally {
      vertx.close();
    }
  }

  @Test
  void loops_that_turn_beat() {
    var clock = new AtomicLong();
    Vertx vertx = Vertx.vertx();
    try {
      var pulse = Pulse.of(vertx, 2, clock::get, Duration.ofMillis(5)).await().atMost(PATIENCE);
      clock.set(TimeUnit.SECONDS.toNanos(61));
      long until = System.nanoTime() + PATIENCE.toNanos();
      while (!pulse.longestStill().isZero() && System.nanoTime() < until) {
        LockSupport.parkNanos(1_000_000);
      }
      assertThat(pulse.longestStill()).isZero();
    } finally {
      vertx.close();
    }
  }
}
