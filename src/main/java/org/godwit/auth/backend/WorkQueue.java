package org.godwit.auth.backend;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

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
   * wait or the queue is closed; emits on the thread that ran it.
   */
  public <T> Uni<T> run(Callable<T> task) {
    return Uni.createFrom().emitter(emitter -> {
      try {
        pool.execute(() -> {
          try {
            emitter.complete(task.call());
          } catch (Exception fault) {
            emitter.fail(fault);
          }
        });
      } catch (RejectedExecutionException full) {
        emitter.fail(full);
      }
    });
  }

  /** Ends the threads; tasks that wait are dropped, one that runs is interrupted. */
  @Override
  public void close() {
    pool.shutdownNow();
  }
}
