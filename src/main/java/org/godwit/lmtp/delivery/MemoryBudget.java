package org.godwit.lmtp.delivery;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many octets of messages all connections together hold in memory while they come in and are delivered. Who gets none goes to
 * disk. Any thread.
 */
public final class MemoryBudget {

  private final long bytesMax;
  private final AtomicLong taken = new AtomicLong();

  /** @param bytesMax octets */
  public MemoryBudget(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /** Takes some of it. @return whether there was enough */
  boolean take(long bytes) {
    if (taken.addAndGet(bytes) <= bytesMax) {
      return true;
    }
    taken.addAndGet(-bytes);
    return false;
  }

  /** Gives back what was taken. */
  void give(long bytes) {
    taken.addAndGet(-bytes);
  }

  /** Octets that are taken now. */
  public long takenBytes() {
    return taken.get();
  }
}
