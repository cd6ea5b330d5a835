package org.godwit.ops;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Whether a server lives, and whether it serves. It lives as long as its event loops turn: only a new process mends one that stands still. It
 * serves between its start and its end, while its data directory is there and, in a cluster, a majority of the nodes confirms it; a new process would not
 * mend that, so it is no matter of life. Safe on any thread.
 */
public final class Health {

  /** An event loop that has not turned for so long will not any more. */
  static final Duration STILL_MAX = Duration.ofSeconds(60);

  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.STARTING);
  private volatile Supplier<Duration> still = () -> Duration.ZERO;
  private volatile BooleanSupplier majority = () -> true;
  private volatile BooleanSupplier data = () -> true;

  /**
   * An answer.
   *
   * @param good whether it is yes
   * @param why  one line for people
   */
  public record Verdict(boolean good, String why) {}

  /** From now on the server is this far; what is behind it stays behind. */
  public void enter(Phase next) {
    phase.accumulateAndGet(next, (now, then) -> now.compareTo(then) < 0 ? then : now);
  }

  /** From now on it matters how long an event loop has stood still. */
  public void watchLoops(Supplier<Duration> longestStill) {
    still = longestStill;
  }

  /** From now on it matters whether the other nodes confirm this one. */
  public void watchMajority(BooleanSupplier confirmed) {
    majority = confirmed;
  }

  /** From now on it matters whether the data directory is there. */
  public void watchData(BooleanSupplier there) {
    data = there;
  }

  /** Whether the process should go on. */
  public Verdict live() {
    Duration now = still.get();
    return now.compareTo(STILL_MAX) < 0 ? new Verdict(true, "live")
        : new Verdict(false, "an event loop has stood still for " + now.toSeconds() + " s");
  }

  /** Whether clients should be sent here. */
  public Verdict ready() {
    Phase now = phase.get();
    if (now != Phase.SERVING) {
      return new Verdict(false, now.text());
    }
    if (!data.getAsBoolean()) {
      return new Verdict(false, "the data directory is not there");
    }
    return majority.getAsBoolean() ? new Verdict(true, "ready")
        : new Verdict(false, "this node is not confirmed by a majority of the cluster");
  }
}
