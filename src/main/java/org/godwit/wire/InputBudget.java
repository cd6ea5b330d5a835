package org.godwit.wire;

/** How much a client may still send. Event loop of the connection only. */
final class InputBudget {

  /** Without a bound. */
  static final InputBudget NONE = new InputBudget(Long.MAX_VALUE, () -> { });

  private final Runnable exceeded;
  private long rest;
  private boolean told;

  InputBudget(long bytesMax, Runnable exceeded) {
    this.rest = bytesMax;
    this.exceeded = exceeded;
  }

  void spend(long bytes) {
    if (this != NONE) {
      rest -= bytes;
    }
  }

  boolean isExceeded() {
    return rest < 0;
  }

  void tell() {
    if (!told) {
      told = true;
      exceeded.run();
    }
  }
}
