package org.godwit.pop3.maildrop;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.function.Supplier;

/** Repeats a turn until it says that there is nothing more to do: a loop, not a recursion, also where turns do not wait. */
public final class Repeat {

  private final Supplier<Uni<Boolean>> turn;
  private final UniEmitter<? super Void> emitter;
  private boolean running;
  private boolean again;

  private Repeat(Supplier<Uni<Boolean>> turn, UniEmitter<? super Void> emitter) {
    this.turn = turn;
    this.emitter = emitter;
  }

  /** @param turn says whether there is more; all turns complete on one event loop */
  public static Uni<Void> whileTrue(Supplier<Uni<Boolean>> turn) {
    return Uni.createFrom().emitter(emitter -> new Repeat(turn, emitter).next());
  }

  private void next() {
    again = true;
    if (running) {
      return;
    }
    running = true;
    while (again) {
      again = false;
      try {
        turn.get().subscribe().with(this::done, emitter::fail);
      } catch (RuntimeException failure) {
        emitter.fail(failure);
      }
    }
    running = false;
  }

  private void done(boolean more) {
    if (more) {
      next();
    } else {
      emitter.complete(null);
    }
  }
}
