package org.godwit.mailbox;

import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blocking work of one account: one piece at a time on a pool that all accounts share, outcomes on the account's event loop. All
 * methods are called there.
 */
final class SerialWork {

  private static final Logger LOG = LoggerFactory.getLogger(SerialWork.class);

  /** What to do with the outcome; the failure is null if the work succeeded. */
  interface Outcome<T> {
    void of(T result, Throwable failure);
  }

  private record Piece<T>(Callable<T> work, Outcome<T> outcome) {}

  private final Executor pool;
  private final Executor eventLoop;
  private final ArrayDeque<Piece<?>> queue = new ArrayDeque<>();
  private boolean running;

  SerialWork(Executor pool, Executor eventLoop) {
    this.pool = pool;
    this.eventLoop = eventLoop;
  }

  /** Runs the work after all that was given before. */
  <T> void run(Callable<T> work, Outcome<T> outcome) {
    queue.add(new Piece<>(work, outcome));
    if (!running) {
      startNext();
    }
  }

  /** Whether nothing runs and nothing waits. */
  boolean isIdle() {
    return !running;
  }

  private void startNext() {
    var piece = queue.poll();
    running = piece != null;
    if (piece != null) {
      pool.execute(() -> runHere(piece));
    }
  }

  private <T> void runHere(Piece<T> piece) {
    T result = null;
    Throwable failure = null;
    try {
      result = piece.work.call();
    } catch (Throwable e) {
      failure = e;
    }
    var finalResult = result;
    var finalFailure = failure;
    eventLoop.execute(() -> finished(piece, finalResult, finalFailure));
  }

  private <T> void finished(Piece<T> piece, T result, Throwable failure) {
    try {
      piece.outcome.of(result, failure);
    } catch (RuntimeException e) {
      LOG.error("outcome of blocking work was not taken", e);
    } finally {
      startNext();
    }
  }
}
