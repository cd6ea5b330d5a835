package org.godwit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.account.Extent;
import org.godwit.storage.CompactionPlan.Aim;
import org.junit.jupiter.api.Test;

class CompactionPlanTest {

  private static final LiveBodies LIVE = new LiveBodies(List.of(new Extent(1, 0, 9_000), new Extent(1, 20_000, 9_000),
      new Extent(2, 100, 5_900), new Extent(3, 100, 5_900)));
  private static final Map<Integer, Long> SIZES = Map.of(1, 30_000L, 2, 6_000L, 3, 6_000L);

  private static CompactionPlan plan(long room) {
    return CompactionPlan.choose(SIZES, 4, LIVE, 4, new Aim(0.09, 3_000, 100_000, room));
  }

  @Test
  void theSegmentsWithTheSmallestLiveShareAreGivenBack() {
    assertThat(plan(1_000_000)).isEqualTo(new CompactionPlan(Set.of(1),
        List.of(new Extent(1, 0, 9_000), new Extent(1, 20_000, 9_000)), true));
  }

  /** It would give nothing back, and could go on for ever. */
  @Test
  void whatIsAliveIsNotMovedBecauseWhatIsDeadCannotBe() {
    assertThat(plan(9_000)).isEqualTo(new CompactionPlan(Set.of(), List.of(), false));
  }

  /**
   * Many small messages, whose baseline is a good part of them: what one compaction has written must not be all that the next one moves. Each
   * writes, as in a store, the bodies that it moves and then a baseline, which the next one's makes superfluous.
   */
  @Test
  void compactionOfManySmallMessagesComesToAnEnd() {
    int messages = 10_000;
    int body = 1_500;
    var aim = new Aim(0.255, 3 << 20, 2 << 20, Long.MAX_VALUE);
    var sizes = new HashMap<Integer, Long>();
    var bodies = new ArrayList<Extent>();
    for (int i = 0; i < messages; i++) {
      int segment = 1 + i / 3_400;
      bodies.add(new Extent(segment, sizes.merge(segment, 2_600L, Long::sum) - body, body));
    }
    long moved = 0;
    int next = 10;
    int cycles = 0;
    for (; cycles < 50; cycles++) {
      var plan = CompactionPlan.choose(sizes, next, new LiveBodies(bodies), messages, aim);
      if (plan.victims().isEmpty()) {
        break;
      }
      int target = next++;
      long end = 0;
      for (var old : plan.moves()) {
        bodies.remove(old);
        bodies.add(new Extent(target, end, body));
        end += body + 60;
      }
      moved += (long) plan.moves().size() * body;
      sizes.put(target, end + messages * CompactionPlan.ROW_BYTES);
      sizes.put(next++, 4_096L);
      plan.victims().forEach(sizes::remove);
    }
    assertThat(cycles).isBetween(1, 12);
    assertThat(moved).as("each body is moved about once").isLessThan(2L * messages * body);
    long total = sizes.values().stream().mapToLong(Long::longValue).sum();
    long dead = total - (long) messages * (body + CompactionPlan.ROW_BYTES);
    assertThat(aim.isExceeded(dead, total)).as("%d of %d dead", dead, total).isFalse();
  }
}
