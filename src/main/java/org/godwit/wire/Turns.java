package org.godwit.wire;

import java.util.function.Consumer;
import org.godwit.vertx.LoopTurn;

/**
 * A session's steps, one after the other while there is something to do, and so many in a row before other connections get their
 * turn. Event loop of the connection only.
 */
public final class Turns {

  private final Connection connection;
  private final int stepsMax;
  private final Runnable step;
  private final Consumer<RuntimeException> giveUp;

  private boolean stepping;
  private boolean again;

  /**
   * For one connection.
   *
   * @param stepsMax steps in a row
   * @param step takes what came next, if it can; calls {@link #proceed} when it is done with that, at once or later
   * @param giveUp ends the session after a fault that nobody foresaw: better than one that waits for ever
   */
  public Turns(Connection connection, int stepsMax, Runnable step, Consumer<RuntimeException> giveUp) {
    this.connection = connection;
    this.stepsMax = stepsMax;
    this.step = step;
    this.giveUp = giveUp;
  }

  /** Takes steps while there is something to do. Called again and again from within a step without growing the stack. */
  public void proceed() {
    if (stepping) {
      again = true;
      return;
    }
    stepping = true;
    int turn = 0;
    do {
      again = false;
      guarded(step);
    } while (again && ++turn < stepsMax);
    stepping = false;
    if (again) {
      LoopTurn.later(connection.context(), this::proceed);
    }
  }

  /** Runs what goes on with a session from outside of a step; a fault ends the session. */
  public void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException bug) {
      giveUp.accept(bug);
    }
  }
}
