package org.godwit.storage;

import static org.assertj.core.api.Assertions.assertThat;

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
}
