package org.godwit.auth.backend;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Threads of one back end for what blocks or computes, and the bounded queue before them. Starts no thread before it is used. */
public final class WorkQueue implements AutoCloseable {
  private final ThreadPoolExecutor pool;

  /**
   * @param name       of the threads
   * @param waitingMax tasks that may wait for a thread
   */
  public WorkQueue(String name, int threads, int waitingMax) {
    this.pool = new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waitingMax),
        Thread.ofPlatform().name(name + "-", 0).daemon().factory());
  }

  /**
   * Runs a task for each subscriber. Fails with what the task throws, and with a {@link RejectedExecutionException} when too many
   * wait or the queue is closed; emits on the thread that ran it. A subscriber that is gone before its turn gives its place up.
   */
  public <T> Uni<T> run(Callable<T> task) {
    return Uni.createFrom().emitter(emitter -> {
      var waiting = new Waiting<T>(task, emitter);
      emitter.onTermination(() -> {
        if (!waiting.begun.get()) {
          pool.remove(waiting);
        }
      });
      try {
        pool.execute(waiting);
      } catch (RejectedExecutionException full) {
        emitter.fail(full);
      }
    });
  }

  private record Waiting<T>(Callable<T> task, UniEmitter<? super T> emitter, AtomicBoolean begun) implements Runnable {
    Waiting(Callable<T> task, UniEmitter<? super T> emitter) {
      this(task, emitter, new AtomicBoolean());
    }

    @Override
    public void run() {
      begun.set(true);
      try {
        emitter.complete(task.call());
      } catch (Exception fault) {
        emitter.fail(fault);
      }
    }
  }

  /** Ends the threads; tasks that wait are dropped, one that runs is interrupted. */
  @Override
  public void close() {
    pool.shutdownNow();
  }
}
