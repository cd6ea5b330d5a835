package org.godwit.storage.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.godwit.storage.ownership.Explorer.Outcome;
import org.godwit.storage.ownership.Explorer.Scenario;
import org.godwit.storage.ownership.OwnerDisk.FileSystem;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The ownership protocol (ARCHITECTURE.md, Ownership), explored: the real store, several owners of one account, one simulated file
 * system, all schedules with few preemptions and some of the others. More with {@code -Dgodwit.ownership.preemptions=1} (that many more
 * than in every build) and {@code -Dgodwit.ownership.random=10000} (schedules by chance for each scenario).
 */
class OwnershipModelTest {

  private static final int MORE = Integer.getInteger("godwit.ownership.preemptions", 0);
  private static final int RANDOM = Integer.getInteger("godwit.ownership.random", 20);
  private static final int SEED = Integer.getInteger("godwit.ownership.seed", 1);

  @ParameterizedTest
  @EnumSource
  @Timeout(value = 3, unit = TimeUnit.HOURS)
  void noScheduleBreaksAPromise(Scenarios each, TestReporter figures) throws Exception {
    int preemptions = each.preemptions() + MORE;
    holds(each + ", at most " + preemptions + " preemptions", Explorer.exhaustive(each.scenario(), preemptions), figures);
    holds(each + ", by chance", Explorer.random(each.scenario(), SEED, RANDOM), figures);
  }

  private static void holds(String what, Outcome outcome, TestReporter figures) {
    figures.publishEntry(what, outcome.toString());
    assertThat(outcome.violation()).as(what).isNull();
    assertThat(outcome.schedules()).as("schedules to the end").isPositive();
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void whoeverBreaksARuleIsCaught(Mutant mutant, TestReporter figures) throws Exception {
    var outcome = Explorer.exhaustive(where(mutant).with(mutant), 2);
    figures.publishEntry(mutant.name(), outcome.toString());
    assertThat(outcome.violation()).as("what %s breaks", mutant).isNotNull();
  }

  /** Where it takes no more than two preemptions. */
  private static Scenario where(Mutant mutant) {
    return switch (mutant) {
      case UNFENCED_SWEEP -> Scenarios.CHECKPOINTS.scenario();
      case FENCE_BY_LISTING -> Scenarios.SLOW_LISTINGS.scenario();
      // where others see what is written before it is synced, whoever claims after the check finds it
      case FENCE_BEFORE_SYNC -> Scenarios.APPEND_WHILE_ANOTHER_CLAIMS.scenario().with(FileSystem.WRITE_BACK);
      default -> Scenarios.APPEND_WHILE_ANOTHER_CLAIMS.scenario();
    };
  }
}
