package org.godwit.search;

import io.smallrye.mutiny.Uni;

/** Hears now and then how far a command has come, on the context that asked; to fail is to abandon it. */
@FunctionalInterface
public interface Progress {

  /** Nobody wants to know, nothing is abandoned. */
  Progress NONE = (done, goal) -> Uni.createFrom().voidItem();

  /**
   * So many messages of so many are done. Work goes on when this completes.
   *
   * @param done 0 to goal
   */
  Uni<Void> at(int done, int goal);
}
