package org.godwit.imap.response;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.function.IntConsumer;

/** Writes long answers piece by piece, waiting for a client that is slow to read. */
public final class Pace {

  /** Items between two waits: responses of some hundred octets, a few KiB at most. */
  private static final int ITEMS = 128;
  /** Time of one turn before other sessions have theirs. */
  private static final long TURN_NANOS_MAX = 1_000_000;

  private Pace() {
  }

  /**
   * Calls {@code item} for 0 to {@code count}-1 and waits for {@link ResponseWriter#drained} now and then. Fails when the client
   * is gone or when {@code item} throws.
   */
  public static Uni<Void> each(ResponseWriter out, int count, IntConsumer item) {
    if (count <= ITEMS) {
      return Uni.createFrom().item(() -> batch(0, count, item));
    }
    var turn = new Turn();
    return Multi.createFrom().range(0, (count + ITEMS - 1) / ITEMS)
        .onItem().transformToUniAndConcatenate(i -> {
          batch(i * ITEMS, Math.min(count, (i + 1) * ITEMS), item);
          return out.drained().chain(turn::pause);
        })
        .onItem().ignoreAsUni();
  }

  /** Lets other sessions of the event loop have theirs when a turn took its time, whether or not anything was written. */
  private static final class Turn {
    private final Context context = Vertx.currentContext();
    private long started = System.nanoTime();

    Uni<Void> pause() {
      if (context == null || System.nanoTime() - started < TURN_NANOS_MAX) {
        return Uni.createFrom().voidItem();
      }
      return Uni.createFrom().emitter(emitter -> context.runOnContext(none -> {
        started = System.nanoTime();
        emitter.complete(null);
      }));
    }
  }

  private static Void batch(int from, int to, IntConsumer item) {
    for (int i = from; i < to; i++) {
      item.accept(i);
    }
    return null;
  }
}
