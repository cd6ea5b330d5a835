package org.godwit.imap.response;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.function.IntConsumer;
import org.godwit.vertx.LoopTurn;

/** Writes long answers piece by piece, waiting for a client that is slow to read, and letting other sessions have their turn. */
public final class Pace {

  /** Items between two waits: responses of some hundred octets, a few KiB at most. */
  private static final int ITEMS = 128;

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
    var turn = new LoopTurn();
    return Multi.createFrom().range(0, (count + ITEMS - 1) / ITEMS)
        .onItem().transformToUniAndConcatenate(i -> {
          batch(i * ITEMS, Math.min(count, (i + 1) * ITEMS), item);
          return out.drained().chain(turn::pause);
        })
        .onItem().ignoreAsUni();
  }

  private static Void batch(int from, int to, IntConsumer item) {
    for (int i = from; i < to; i++) {
      item.accept(i);
    }
    return null;
  }
}
