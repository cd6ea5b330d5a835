package org.godwit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.godwit.account.AccountState;
import org.godwit.storage.io.DiskException;
import org.godwit.storage.io.FaultyDisk;
import org.godwit.storage.io.FaultyDisk.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A disk that is full, refuses, or fails to sync: nothing acknowledged is lost, reading goes on, writing comes back. */
class FailingDiskTest {

  private static final Path CHECKPOINT = StoreDriver.ROOT.resolve("checkpoint");

  @ParameterizedTest
  @EnumSource(value = Operation.class, names = {"WRITE", "SYNC"})
  void nothingIsAcknowledgedWhileTheDiskFailsAndWritingResumesAfterwards(Operation operation) throws Exception {
    for (var kind : DiskException.Kind.values()) {
      var model = new AccountModel(1);
      var disk = new FaultyDisk(1);
      var driver = new StoreDriver(model, disk);
      driver.change(model.create(driver.live, "INBOX"));
      driver.change(model.add(driver.live, driver.mailbox("INBOX"), 100));
      var before = model.text(driver.durable);
      disk.refuse(kind, operation);
      for (int i = 0; i < 3; i++) {
        driver.stage(model.add(driver.live, driver.mailbox("INBOX"), 100));
        assertThat(driver.tryCommit()).isFalse();
        assertThat(driver.text()).isEqualTo(before);
      }
      disk.heal();
      driver.change(model.add(driver.live, driver.mailbox("INBOX"), 200));
      var expected = model.text(driver.durable);
      assertThat(driver.text()).isEqualTo(expected);
      assertThat(new StoreDriver(model, disk.afterPowerCut(1)).text()).isEqualTo(expected);
    }
  }

  /** One operation of a commit fails, the change is refused, and the process dies: the change does not come back. */
  @ParameterizedTest
  @MethodSource("seeds")
  void whatWasRefusedOnceDoesNotHappenLater(long seed) throws Exception {
    for (Operation operation : List.of(Operation.CREATE, Operation.WRITE, Operation.SYNC, Operation.SYNC_DIRECTORY)) {
      for (int octets : new int[] {100, 7000}) {
        var model = new AccountModel(seed);
        var disk = new FaultyDisk(seed);
        var driver = new StoreDriver(model, disk);
        driver.change(model.create(driver.live, "INBOX"));
        driver.change(model.add(driver.live, driver.mailbox("INBOX"), 100));
        var expected = model.text(driver.durable);
        // the second entry does not fit into the first one's segment
        driver.stage(model.add(driver.live, driver.mailbox("INBOX"), 100));
        driver.stage(model.add(driver.live, driver.mailbox("INBOX"), octets));
        int passing = (int) (seed % 2);
        var left = new int[] {passing};
        disk.withFault((each, file) -> each == operation && left[0]-- == 0
            ? new DiskException(DiskException.Kind.BROKEN, file + ": injected", null) : null);
        if (driver.tryCommit()) {
          continue;
        }
        var killed = seed % 3 == 0 ? disk.afterPowerCut(seed) : disk.afterKill(seed);
        assertThat(new StoreDriver(model, killed).text()).as("%s after %d", operation, passing).isEqualTo(expected);
      }
    }
  }

  @Test
  void afterARefusalTheNextChangeGoesOnInTheSameSegment() throws Exception {
    var model = new AccountModel(1);
    var disk = new FaultyDisk(1);
    var driver = new StoreDriver(model, disk);
    driver.change(model.create(driver.live, "INBOX"));
    for (int i = 0; i < 3; i++) {
      var left = new int[] {1};
      disk.withFault((each, file) -> each == Operation.SYNC && left[0]-- > 0
          ? new DiskException(DiskException.Kind.BROKEN, file + ": injected", null) : null);
      driver.stage(model.add(driver.live, driver.mailbox("INBOX"), 100));
      assertThat(driver.tryCommit()).isFalse();
      driver.change(model.add(driver.live, driver.mailbox("INBOX"), 100));
    }
    assertThat(disk.names(StoreDriver.ROOT.resolve("journal"))).filteredOn(name -> name.endsWith(".seg")).hasSize(4);
    assertThat(StoreCheck.check(disk, StoreDriver.ROOT).findings()).isEmpty();
    assertThat(new StoreDriver(model, disk.afterKill(1)).text()).isEqualTo(model.text(driver.durable));
  }

  @Test
  void thePortTellsWhatKindOfFailureItWas() throws Exception {
    var model = new AccountModel(1);
    var disk = new FaultyDisk(1);
    var driver = new StoreDriver(model, disk);
    driver.stage(model.create(driver.live, "INBOX"));
    disk.refuse(DiskException.Kind.FULL, Operation.WRITE);
    assertThatThrownBy(driver::commit).isInstanceOfSatisfying(DiskException.class,
        e -> assertThat(e.kind()).isEqualTo(DiskException.Kind.FULL));
    disk.heal();
    driver.store.discard();
    assertThat(driver.store.hasStaged()).isFalse();
  }

  @Test
  void whatWasStagedOrSealedBeforeAFailureIsNotCommittedAfterIt() throws Exception {
    var model = new AccountModel(1);
    var disk = new FaultyDisk(1);
    var driver = new StoreDriver(model, disk);
    driver.stage(model.create(driver.live, "INBOX"));
    var first = driver.store.seal();
    driver.stage(model.create(driver.live, "other"));
    var second = driver.store.seal();
    disk.refuse(DiskException.Kind.BROKEN, Operation.SYNC);
    assertThatThrownBy(() -> driver.store.commit(first)).isInstanceOf(DiskException.class);
    disk.heal();
    assertThatThrownBy(() -> driver.store.commit(second)).isInstanceOf(StoreBrokenException.class);
    driver.store.discard();
    assertThatThrownBy(() -> driver.store.commit(second)).isInstanceOf(StoreBrokenException.class);
  }

  /** Many more with {@code -Dgodwit.failures.seeds=1000}. */
  static LongStream seeds() {
    return LongStream.rangeClosed(1, Integer.getInteger("godwit.failures.seeds", 12));
  }

  @Test
  void aFullDiskIsNotFilledWithFilesByThoseWhoTryAgain() throws Exception {
    var model = new AccountModel(1);
    var disk = new FaultyDisk(1);
    var driver = new StoreDriver(model, disk);
    driver.change(model.create(driver.live, "INBOX"));
    var before = disk.names(StoreDriver.ROOT.resolve("journal")).size();
    disk.refuse(DiskException.Kind.FULL, Operation.WRITE);
    for (int i = 0; i < 20; i++) {
      driver.stage(model.add(driver.live, driver.mailbox("INBOX"), 100));
      assertThat(driver.tryCommit()).isFalse();
    }
    assertThat(disk.names(StoreDriver.ROOT.resolve("journal"))).hasSizeLessThanOrEqualTo(before + 2);
    disk.heal();
    driver.change(model.add(driver.live, driver.mailbox("INBOX"), 200));
    assertThat(new StoreDriver(model, disk.afterPowerCut(1)).text()).isEqualTo(model.text(driver.durable));
  }

  /** What a checkpoint wrote before it failed would take the room that the next attempt needs. */
  @ParameterizedTest
  @EnumSource(value = Operation.class, names = {"CREATE", "WRITE", "SYNC", "SYNC_DIRECTORY"})
  void aFailedCheckpointLeavesNothingBehind(Operation operation) throws Exception {
    var model = new AccountModel(1);
    var disk = new FaultyDisk(1);
    var driver = new StoreDriver(model, disk);
    driver.change(model.create(driver.live, "INBOX"));
    driver.upkeep(true);
    for (int i = 0; i < 20; i++) {
      driver.change(model.add(driver.live, driver.mailbox("INBOX"), 100));
    }
    var before = disk.names(CHECKPOINT);
    for (int passing = 0; passing < 4; passing++) {
      var left = new int[] {passing};
      disk.withFault((each, file) -> each == operation && file.startsWith(CHECKPOINT) && left[0]-- <= 0
          ? new DiskException(DiskException.Kind.FULL, file + ": injected", null) : null);
      try {
        driver.upkeep(true);
        break;
      } catch (DiskException e) {
        boolean perhapsPublished = operation == Operation.SYNC_DIRECTORY && passing > 0;
        assertThat(disk.names(CHECKPOINT)).as("after %d more of %s", passing, operation)
            .satisfies(names -> assertThat(perhapsPublished || names.equals(before)).isTrue());
      }
    }
    disk.heal();
    driver.upkeep(true);
    assertThat(driver.text()).isEqualTo(model.text(driver.durable));
    assertThat(new StoreDriver(model, disk.afterPowerCut(1)).text()).isEqualTo(model.text(driver.durable));
  }

  @ParameterizedTest
  @EnumSource(value = Operation.class, names = {"CREATE", "SYNC_DIRECTORY"})
  void anAccountThatCannotBeClaimedCanBeRead(Operation operation) throws Exception {
    var model = new AccountModel(1);
    var disk = new FaultyDisk(1);
    var driver = new StoreDriver(model, disk);
    driver.change(model.create(driver.live, "INBOX"));
    driver.change(model.add(driver.live, driver.mailbox("INBOX"), 100));
    driver.store.close();
    disk.refuse(DiskException.Kind.DENIED, operation);
    var store = open(disk);
    assertThat(store.refusal().kind()).isEqualTo(DiskException.Kind.DENIED);
    var inbox = driver.mailbox("INBOX").id();
    assertThat(store.recovered().mailbox(inbox)).isPresent();
    assertThat(store.loadMailbox(inbox).size()).isEqualTo(1);
    disk.heal();
    try (var owned = open(disk)) {
      assertThat(owned.refusal()).isNull();
    }
  }

  @Test
  void anAccountThatNeverWasCannotBeReadEither() {
    var disk = new FaultyDisk(1);
    disk.refuse(DiskException.Kind.FULL, Operation.CREATE);
    assertThatThrownBy(() -> open(disk)).isInstanceOf(DiskException.class);
  }

  private static AccountStore open(FaultyDisk disk) throws IOException {
    return ReadOnlyAccountStore.ownOrRead(DiskRoom.unlimited(), disk, StoreDriver.ROOT, "a", StoreOptions.DEFAULTS,
        AccountModel.SUMMARIZER, () -> 0);
  }

  /** Any operation may fail at any time, upkeep's as well; now and then the power is cut. */
  @ParameterizedTest
  @MethodSource("seeds")
  void randomFailuresLoseNothing(long seed) throws Exception {
    var random = new Random(seed);
    var model = new AccountModel(seed);
    var disk = new FaultyDisk(seed);
    var driver = new StoreDriver(model, disk);
    // what failed since something last succeeded: the disk may have it all the same
    var failed = new ArrayList<AccountState>();
    for (int i = 0; i < 150; i++) {
      int failIn = random.nextInt(3) == 0 ? random.nextInt(12) : Integer.MAX_VALUE;
      var countdown = new int[] {failIn};
      disk.withFault((operation, file) -> countdown[0]-- <= 0 && countdown[0] > -4
          ? new DiskException(DiskException.Kind.BROKEN, file + ": injected", null) : null);
      driver.stage(model.anything(driver.live));
      failed.add(driver.live);
      if (driver.tryCommit()) {
        failed.clear();
      }
      upkeepIfItCan(driver);
      disk.heal();
      assertThat(driver.text()).isEqualTo(model.text(driver.durable));
      if (i % 20 == 19) {
        failed.add(driver.durable);
        disk = random.nextBoolean() ? disk.afterPowerCut(seed + i) : disk.afterKill(seed + i);
        driver = new StoreDriver(model, disk);
        var possible = new ArrayList<String>();
        for (AccountState state : failed) {
          possible.add(model.text(state));
        }
        assertThat(driver.text()).isIn(possible);
        failed.clear();
      }
    }
    assertThat(StoreCheck.check(disk, StoreDriver.ROOT).findings()).isEmpty();
  }

  private static void upkeepIfItCan(StoreDriver driver) throws FencedException {
    try {
      driver.upkeep(false);
      driver.upkeep(false);
    } catch (FencedException e) {
      throw e;
    } catch (IOException e) {
      driver.tryDiscard();
    }
  }
}
