package org.godwit.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import org.godwit.net.ClientNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FairTasksTest {

  private static final ClientNetwork A = client("192.0.2.1");
  private static final ClientNetwork B = client("192.0.2.2");
  private static final ClientNetwork C = client("192.0.2.3");

  private final FairTasks tasks = new FairTasks(1, 6);
  private final CountDownLatch go = new CountDownLatch(1);
  private final CountDownLatch blocked = new CountDownLatch(1);
  private final Phaser open = new Phaser(1);
  private final List<String> told = new CopyOnWriteArrayList<>();

  private static ClientNetwork client(String address) {
    return ClientNetwork.of(InetAddress.ofLiteral(address));
  }

  @AfterEach
  void close() {
    tasks.close();
  }

  /** Keeps the one thread busy until {@link #go}. */
  private void block() throws InterruptedException {
    tasks.run(client("203.0.113.1"), () -> {
      blocked.countDown();
      try {
        go.await();
      } catch (InterruptedException closed) {
        Thread.currentThread().interrupt();
      }
    }, done -> { });
    assertThat(blocked.await(30, TimeUnit.SECONDS)).isTrue();
  }

  private void submit(ClientNetwork client, String name) {
    submit(client, name, () -> { });
  }

  private void submit(ClientNetwork client, String name, Runnable task) {
    open.register();
    tasks.run(client, task, done -> {
      told.add(done ? name : name + " given up");
      open.arriveAndDeregister();
    });
  }

  private void finish() throws Exception {
    go.countDown();
    open.awaitAdvanceInterruptibly(open.arrive(), 30, TimeUnit.SECONDS);
  }

  @Test
  void addresses_take_turns() throws Exception {
    block();
    submit(A, "a1");
    submit(A, "a2");
    submit(A, "a3");
    submit(B, "b1");
    submit(B, "b2");
    submit(C, "c1");
    finish();
    assertThat(told).containsExactly("a1", "b1", "c1", "a2", "b2", "a3");
  }

  @Test
  void when_too_many_wait_the_address_with_the_most_gives_way() throws Exception {
    block();
    for (int i = 1; i <= 6; i++) {
      submit(A, "a" + i);
    }
    submit(A, "a7");
    assertThat(told).containsExactly("a7 given up");
    submit(B, "b1");
    submit(B, "b2");
    assertThat(told).containsExactly("a7 given up", "a6 given up", "a5 given up");
    submit(B, "b3");
    submit(B, "b4");
    assertThat(told.subList(3, 5)).containsExactly("a4 given up", "b4 given up");
    finish();
    assertThat(told.subList(5, 11)).containsExactly("a1", "b1", "a2", "b2", "a3", "b3");
  }

  @Test
  void a_task_that_throws_is_told_and_holds_up_nobody() throws Exception {
    block();
    submit(A, "a1", () -> {
      throw new IllegalStateException("as the test wants it");
    });
    submit(B, "b1");
    finish();
    assertThat(told).containsExactly("a1 given up", "b1");
  }
}
