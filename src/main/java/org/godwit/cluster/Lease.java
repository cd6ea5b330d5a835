package org.godwit.cluster;

/**
 * How long a node may answer from memory: as long as a majority has confirmed, on the monotonic clock, that it is there. It bounds how stale a read can
 * be; what is written is safe without it. Safe on any thread.
 */
public interface Lease {

  /** A node alone. */
  Lease FOREVER = new Lease() {
    @Override
    public long term() {
      return 1;
    }

    @Override
    public void whenValid(Runnable task) {
      task.run();
    }
  };

  /**
   * Which unbroken stretch of validity this is: positive while the lease holds, another number after each lapse, 0 while it does not hold. Somebody
   * else may have taken over between two terms, so what was opened in one is to be checked against the disk in the next.
   */
  long term();

  /** Runs the task once the lease holds: at once if it does, else on any thread. */
  void whenValid(Runnable task);
}
