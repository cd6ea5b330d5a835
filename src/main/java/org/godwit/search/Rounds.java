package org.godwit.search;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
import org.godwit.vertx.LoopTurn;

/** A loop whose rounds may have to wait. Static only. */
final class Rounds {

  private Rounds() {
  }

  /**
   * Does one round after the other until one says false. The stack does not grow, however many there are. Between rounds others of the
   * event loop have their turn, also when every round only waits for a worker that is quick.
   */
  static Uni<Void> whileTrue(Supplier<Uni<? extends Boolean>> round) {
    return Uni.createFrom().deferred(() -> {
      var turn = new LoopTurn();
      return Uni.createFrom().deferred(() -> round.get().chain(more -> turn.pause().replaceWith(more)))
          .repeat().whilst(more -> more).collect().last().replaceWithVoid();
    });
  }
}
