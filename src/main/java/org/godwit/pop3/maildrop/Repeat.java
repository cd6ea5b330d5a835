package org.godwit.pop3.maildrop;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.function.Supplier;
import org.godwit.vertx.LoopTurn;

/** Repeats a turn until it says that there is nothing more to do; between turns the event loop's other sessions have theirs. */
public final class Repeat {

  private final Context context = Vertx.currentContext();
  private final Supplier<Uni<Boolean>> turn;
  private final UniEmitter<? super Void> emitter;

  private Repeat(Supplier<Uni<Boolean>> turn, UniEmitter<? super Void> emitter) {
    this.turn = turn;
    this.emitter = emitter;
  }

  /** To be subscribed to on an event loop. @param turn a little work, which completes there; says whether there is more */
  public static Uni<Void> whileTrue(Supplier<Uni<Boolean>> turn) {
    return Uni.createFrom().emitter(emitter -> new Repeat(turn, emitter).next());
  }

  private void next() {
    try {
      turn.get().subscribe().with(this::done, emitter::fail);
    } catch (RuntimeException failure) {
      emitter.fail(failure);
    }
  }

  private void done(boolean more) {
    if (more) {
      LoopTurn.later(context, this::next);
    } else {
      emitter.complete(null);
    }
  }
}
