package org.godwit.storage.ownership;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * All schedules with a bounded number of preemptions, one after the other. A run that comes to a state from which everything was
 * explored already, with as many preemptions left, is cut.
 */
final class DepthFirst implements Interleaving.Scheduler {

  private final int preemptions;
  private final LongSupplier state;
  /** How many preemptions were left, by state and who was at it. */
  private final Map<Long, Integer> explored = new HashMap<>();
  private int[] choices = new int[64];
  private int[] widths = new int[64];
  private int length;
  private int prefix;
  private int at;
  private int left;

  /** @param state a fingerprint of everything that decides how owners go on */
  DepthFirst(int preemptions, LongSupplier state) {
    this.preemptions = preemptions;
    this.state = state;
  }

  /** A run begins. */
  void begin() {
    prefix = length;
    at = 0;
    left = preemptions;
  }

  /** Prepares the next run; false if there is none. */
  boolean advance() {
    while (length > 0 && choices[length - 1] + 1 == widths[length - 1]) {
      length--;
    }
    if (length > 0) {
      choices[length - 1]++;
    }
    return length > 0;
  }

  /** Whether this run has come to where no run was before. */
  boolean isNew() {
    return at >= prefix;
  }

  long states() {
    return explored.size();
  }

  @Override
  public int next(int current, boolean[] alive) {
    if (isNew() && isExplored(current)) {
      return NOBODY;
    }
    int[] options = options(current, alive);
    int next = options.length == 1 ? options[0] : options[choice(options.length)];
    left -= current >= 0 && next != current ? 1 : 0;
    return next;
  }

  private boolean isExplored(int current) {
    long key = Fingerprint.mix(state.getAsLong(), current + 1);
    var before = explored.get(key);
    if (before != null && before >= left) {
      return true;
    }
    explored.put(key, left);
    return false;
  }

  private int choice(int width) {
    if (at == length) {
      if (length == choices.length) {
        choices = Arrays.copyOf(choices, length * 2);
        widths = Arrays.copyOf(widths, length * 2);
      }
      choices[length] = 0;
      widths[length++] = width;
    }
    if (widths[at] != width) {
      throw new AssertionError("the same decisions led to another run");
    }
    return choices[at++];
  }

  /** Who may be next: first whoever went last. */
  private int[] options(int current, boolean[] alive) {
    if (current >= 0 && left == 0) {
      return new int[] {current};
    }
    var options = new int[alive.length];
    int count = 0;
    if (current >= 0) {
      options[count++] = current;
    }
    for (int i = 0; i < alive.length; i++) {
      if (alive[i] && i != current) {
        options[count++] = i;
      }
    }
    return Arrays.copyOf(options, count);
  }
}
