package org.godwit.search;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/** A loop whose rounds may have to wait. Static only. */
final class Rounds {

  private Rounds() {
  }

  /** Does one round after the other until one says false. The stack does not grow, however many there are. */
  static Uni<Void> whileTrue(Supplier<Uni<? extends Boolean>> round) {
    return Uni.createFrom().deferred(round).repeat().whilst(more -> more).collect().last().replaceWithVoid();
  }
}
