package org.godwit.search;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import org.godwit.vertx.Unis;

/** Where a search computes: off the event loops. */
public interface Workers {

  /** What takes no longer is done at once, on the event loop: less than what handing it over costs everybody together. Microseconds. */
  long AT_ONCE_MICROS = 100;

  /** Runs a short job (milliseconds, a sort of a huge mailbox more); completes on the context that asked. */
  <T> Uni<T> run(Callable<T> job);

  /**
   * Runs a job: at once if it is little, so that it never waits behind somebody's long one, else as {@link #run(Callable)}.
   *
   * @param micros how long it takes, about
   */
  default <T> Uni<T> run(long micros, Callable<T> job) {
    return (micros <= AT_ONCE_MICROS ? direct() : this).run(job);
  }

  /** A pool of threads of their own, one for each processor, shared by all who ask the same Vert.x. It ends with that. */
  static Workers pool(Vertx vertx) {
    WorkerExecutor pool = vertx.createSharedWorkerExecutor("godwit-search", Runtime.getRuntime().availableProcessors());
    return new Workers() {
      @Override
      public <T> Uni<T> run(Callable<T> job) {
        return Unis.of(() -> pool.executeBlocking(job, false));
      }
    };
  }

  /** On the thread that asks, for tests and tools that have no event loop. */
  static Workers direct() {
    return new Workers() {
      @Override
      public <T> Uni<T> run(Callable<T> job) {
        return Uni.createFrom().item(() -> {
          try {
            return job.call();
          } catch (RuntimeException failure) {
            throw failure;
          } catch (Exception failure) {
            throw new IllegalStateException(failure);
          }
        });
      }
    };
  }
}
