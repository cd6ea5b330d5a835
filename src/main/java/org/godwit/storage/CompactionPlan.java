package org.godwit.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.account.Extent;

/**
 * Which segments compaction gives back, and the live bodies that move out of them first.
 *
 * @param victims segment numbers
 * @param moves bodies in them, by position
 */
record CompactionPlan(Set<Integer> victims, List<Extent> moves) {

  /** About what one message takes in a baseline, octets. */
  static final long ROW_BYTES = 60;

  /**
   * Chooses the segments with the smallest live share, as many as bring the account's dead share to half of what is allowed,
   * so that compaction does not run all the time.
   *
   * @param sizes octets of each segment's file, by number
   * @param before only segments with lower numbers can be victims
   * @param messages rows that a baseline will restate
   */
  static CompactionPlan choose(Map<Integer, Long> sizes, int before, LiveBodies live, long messages,
      StoreOptions options) {
    long total = sizes.values().stream().mapToLong(Long::longValue).sum();
    long rows = messages * ROW_BYTES;
    long deadNow = total - live.total() - rows;
    if (deadNow < options.compactionBytesMin() || deadNow <= options.deadFractionMax() * total) {
      return new CompactionPlan(Set.of(), List.of());
    }
    var candidates = new ArrayList<>(sizes.keySet().stream().filter(number -> number < before).toList());
    candidates.sort(Comparator.comparingDouble(number -> share(live.in(number), sizes.get(number))));
    var victims = new HashSet<Integer>();
    long totalThen = total + rows;
    long deadThen = total - live.total();
    for (int number : candidates) {
      if (deadThen <= options.deadFractionMax() / 2 * totalThen) {
        break;
      }
      long dead = sizes.get(number) - live.in(number);
      victims.add(number);
      deadThen -= dead;
      totalThen -= dead;
    }
    return new CompactionPlan(victims,
        live.bodies().stream().filter(body -> victims.contains(body.segment())).toList());
  }

  private static double share(long live, long size) {
    return size == 0 ? 0 : (double) live / size;
  }
}
