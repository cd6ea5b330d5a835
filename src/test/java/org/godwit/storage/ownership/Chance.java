package org.godwit.storage.ownership;

import java.util.Random;

/** Lets one go on for a few steps, then another: long pauses are what hurts. One seed, one run. */
final class Chance implements Interleaving.Scheduler {

  private final Random random;
  private int left;

  Chance(long seed) {
    random = new Random(seed);
  }

  @Override
  public int next(int current, boolean[] alive) {
    if (current >= 0 && left-- > 0) {
      return current;
    }
    left = random.nextInt(random.nextInt(4) == 0 ? 120 : 12);
    int next = random.nextInt(alive.length);
    while (!alive[next]) {
      next = (next + 1) % alive.length;
    }
    return next;
  }
}
