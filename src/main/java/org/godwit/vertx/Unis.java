package org.godwit.vertx;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** From Vert.x futures to Unis, and from Unis back to an event loop. */
public final class Unis {

  private Unis() {
  }

  /** A Uni that starts the operation anew for each subscriber, and completes as its future does. */
  public static <T> Uni<T> of(Supplier<Future<T>> operation) {
    return Uni.createFrom().emitter(emitter -> {
      Future<T> future;
      try {
        future = operation.get();
      } catch (RuntimeException failure) {
        emitter.fail(failure);
        return;
      }
      future.onComplete(emitter::complete, emitter::fail);
    });
  }

  /** A Uni that completes as a future does that is under way already. */
  public static <T> Uni<T> from(Future<T> future) {
    return of(() -> future);
  }

  /**
   * Starts {@code uni}; exactly one of the callbacks is called, on {@code context}: at once if the Uni completes there,
   * else by a task on it.
   */
  public static <T> void subscribe(Uni<T> uni, Context context, Consumer<? super T> item, Consumer<Throwable> failure) {
    uni.subscribe().with(
        result -> runOn(context, () -> item.accept(result)),
        thrown -> runOn(context, () -> failure.accept(thrown)));
  }

  /**
   * The same operation, emitting on the Vert.x context from which it is subscribed to, if there is one; else where the operation
   * does.
   */
  public static <T> Uni<T> onCallersContext(Supplier<Uni<T>> operation) {
    return Uni.createFrom().deferred(() -> {
      Context caller = Vertx.currentContext();
      return caller == null ? operation.get() : operation.get().emitOn(task -> runOn(caller, task));
    });
  }

  /** Runs the task on {@code context}: at once if the caller is there already. */
  public static void runOn(Context context, Runnable task) {
    if (Vertx.currentContext() == context) {
      task.run();
    } else {
      context.runOnContext(ignored -> task.run());
    }
  }
}
