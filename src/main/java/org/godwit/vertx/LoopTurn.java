package org.godwit.vertx;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * A turn of a long work on an event loop: once it took its time, {@link #pause} lets others have theirs. One work, on the event loop
 * on which this was made; elsewhere, as in a test without one, nothing pauses.
 */
public final class LoopTurn {

  /** Time of one turn: ten such works at once delay others by ten milliseconds. */
  private static final long NANOS_MAX = 1_000_000;

  private final Context context = Vertx.currentContext();
  private long started = System.nanoTime();

  /** Completes at once while the turn is short, else in a new turn. */
  public Uni<Void> pause() {
    if (context == null || System.nanoTime() - started < NANOS_MAX) {
      return Uni.createFrom().voidItem();
    }
    return Uni.createFrom().emitter(emitter -> later(context, () -> {
      started = System.nanoTime();
      emitter.complete(null);
    }));
  }

  /**
   * Runs the task on the event loop of {@code context}, once that has looked at its sockets and its timers. A mere
   * {@link Context#runOnContext} from the loop itself would not do: Netty runs such tasks, and those that they add, for up to a second
   * (io.netty.eventLoop.maxTaskProcessingQuantumMs) before it looks at a socket again.
   */
  public static void later(Context context, Runnable task) {
    if (Vertx.currentContext() == context) {
      context.owner().timer(1, TimeUnit.NANOSECONDS).onSuccess(due -> task.run());
    } else {
      context.runOnContext(ignored -> later(context, task));
    }
  }
}
