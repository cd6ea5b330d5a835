package org.godwit.auth.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final WorkQueue queue = new WorkQueue("test-work", 1, 1);
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void close() {
    gate.countDown();
    queue.close();
  }

  private Uni<Boolean> blocked(CountDownLatch begun) {
    return queue.run(() -> {
      begun.countDown();
      return gate.await(LONG.toSeconds(), TimeUnit.SECONDS);
    });
  }

  @Test
  void who_is_gone_gives_the_place_in_the_queue_up() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var first = blocked(begun).subscribeAsCompletionStage();
    assertThat(begun.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    var ran = new AtomicInteger();
    var impatient = queue.run(ran::incrementAndGet).subscribe().with(done -> { });
    assertThatThrownBy(() -> queue.run(ran::incrementAndGet).await().atMost(LONG)).isInstanceOf(RejectedExecutionException.class);
    impatient.cancel();
    var last = queue.run(ran::incrementAndGet).subscribeAsCompletionStage();
    gate.countDown();
    assertThat(first.join()).isTrue();
    assertThat(last.join()).as("the one that was cancelled never ran").isEqualTo(1);
  }

  @Test
  void what_a_task_throws_is_the_failure() {
    assertThatThrownBy(() -> queue.run(() -> {
      throw new IllegalStateException("as the test wants it");
    }).await().atMost(LONG)).hasMessage("as the test wants it");
  }
}
