package org.godwit.tls;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.godwit.net.ClientNetwork;

/**
 * Threads for what handshakes compute: few, so that a flood of handshakes leaves processors to those who are logged in. Addresses take
 * turns, so that a flood from some of them keeps no other waiting for longer than one task of each. If too many wait, the newest of the
 * address with the most is given up.
 */
final class FairTasks implements HandshakeTasks, AutoCloseable {

  private static final long IDLE_SECONDS = 30;

  private record Waiting(Runnable task, Consumer<Boolean> done) {}

  private final int waitingMax;
  private final ThreadPoolExecutor threads;
  /** Whose turn it is comes first; nobody's queue is empty. */
  private final LinkedHashMap<ClientNetwork, Deque<Waiting>> queues = new LinkedHashMap<>();
  private int waiting;

  /** Threads end when they have nothing to do. */
  FairTasks(int threads, int waitingMax) {
    this.waitingMax = waitingMax;
    this.threads = new ThreadPoolExecutor(threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
        Thread.ofPlatform().name("tls-", 0).daemon().factory(), new ThreadPoolExecutor.DiscardPolicy());
    this.threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public void run(ClientNetwork client, Runnable task, Consumer<Boolean> done) {
    add(client, new Waiting(task, done)).ifPresentOrElse(givenUp -> givenUp.done().accept(false), () -> threads.execute(this::runNext));
  }

  /** Returns the one that has to go for it, if any: then there are as many as before. */
  private synchronized Optional<Waiting> add(ClientNetwork client, Waiting added) {
    Optional<Waiting> givenUp = Optional.empty();
    if (waiting == waitingMax) {
      var longest = queues.entrySet().stream().max(Comparator.comparingInt(entry -> entry.getValue().size())).orElseThrow();
      var own = queues.get(client);
      if ((own == null ? 0 : own.size()) + 1 >= longest.getValue().size()) {
        return Optional.of(added);
      }
      givenUp = Optional.of(longest.getValue().removeLast());
      if (longest.getValue().isEmpty()) {
        queues.remove(longest.getKey());
      }
      waiting--;
    }
    queues.computeIfAbsent(client, first -> new ArrayDeque<>(1)).add(added);
    waiting++;
    return givenUp;
  }

  private void runNext() {
    Waiting next = next();
    if (next == null) {
      return;
    }
    boolean done = false;
    try {
      next.task().run();
      done = true;
    } finally {
      next.done().accept(done);
    }
  }

  private synchronized Waiting next() {
    var first = queues.pollFirstEntry();
    if (first == null) {
      return null;
    }
    Waiting next = first.getValue().poll();
    waiting--;
    if (!first.getValue().isEmpty()) {
      queues.put(first.getKey(), first.getValue());
    }
    return next;
  }

  /** Ends the threads; what waits is not run. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
