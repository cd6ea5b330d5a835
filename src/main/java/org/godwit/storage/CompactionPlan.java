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
 * @param whole whether it is all that was aimed at: not if more would have been too much to copy at once, or for the disk
 */
record CompactionPlan(Set<Integer> victims, List<Extent> moves, boolean whole) {

  /** About what one message takes in a baseline, octets. */
  static final long ROW_BYTES = 60;

  /**
   * What is aimed at.
   *
   * @param deadFractionMax share of dead octets that calls for compaction
   * @param deadBytesMin dead octets below which it is not worth it
   * @param movedBytes what is copied is there twice until its segments are given back: about so much may be, or an eighth of the account if that
   *     is more
   * @param roomBytes room that there is for copies
   */
  record Aim(double deadFractionMax, long deadBytesMin, long movedBytes, long roomBytes) {

    private static final int MOVED_SHARE = 8;

    /** Whether a segment with so much live mail may be a victim as well, after so much. */
    private boolean allows(long live, long moved, long total) {
      return moved + live <= roomBytes && (moved == 0 || moved + live <= Math.max(movedBytes, total / MOVED_SHARE));
    }

    /** Every message is looked at again only after so many octets more have died. */
    long lookBytes() {
      return deadBytesMin / 4;
    }

    /** Whether so much of a total is more dead octets than there should be. */
    boolean isExceeded(long dead, long total) {
      return dead >= deadBytesMin && dead > deadFractionMax * total;
    }
  }

  /**
   * Chooses the segments with the smallest live share, as many as bring the account's dead share to half of what is aimed at,
   * so that compaction does not run all the time.
   *
   * @param sizes octets of each segment's file, by number
   * @param before only segments with lower numbers can be victims
   * @param messages rows that a baseline will restate
   */
  static CompactionPlan choose(Map<Integer, Long> sizes, int before, LiveBodies live, long messages, Aim aim) {
    long total = sizes.values().stream().mapToLong(Long::longValue).sum();
    long rows = messages * ROW_BYTES;
    if (!aim.isExceeded(total - live.total() - rows, total)) {
      return new CompactionPlan(Set.of(), List.of(), true);
    }
    var candidates = new ArrayList<>(sizes.keySet().stream().filter(number -> number < before).toList());
    candidates.sort(Comparator.comparingDouble(number -> share(live.in(number), sizes.get(number))));
    var victims = new HashSet<Integer>();
    boolean whole = true;
    long totalThen = total + rows;
    long deadThen = total - live.total();
    long moved = 0;
    for (int number : candidates) {
      long dead = sizes.get(number) - live.in(number);
      // the second: those that follow have even less, and moving what is alive anyway would give nothing back, again and again
      if (deadThen <= aim.deadFractionMax / 2 * totalThen || dead <= aim.deadFractionMax / 2 * sizes.get(number)) {
        break;
      }
      if (!aim.allows(live.in(number), moved, total)) {
        whole = false;
        continue;
      }
      moved += live.in(number);
      victims.add(number);
      deadThen -= dead;
      totalThen -= dead;
    }
    return new CompactionPlan(victims,
        live.bodies().stream().filter(body -> victims.contains(body.segment())).toList(), whole);
  }

  private static double share(long live, long size) {
    return size == 0 ? 0 : (double) live / size;
  }
}
