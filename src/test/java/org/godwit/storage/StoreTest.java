package org.godwit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.godwit.account.JournalRecord;
import org.godwit.storage.io.FaultyDisk;
import org.godwit.mail.UidSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreTest {

  private final AccountModel model = new AccountModel(1);
  private final FaultyDisk disk = new FaultyDisk(1);

  private StoreDriver reopened(StoreDriver before) throws Exception {
    before.store.close();
    return new StoreDriver(model, disk);
  }

  @Test
  void whatWasCommittedIsThereAgain() throws Exception {
    var first = new StoreDriver(model, disk);
    first.change(model.create(first.live, "INBOX"));
    first.stage(model.add(first.live, first.mailbox("INBOX"), 100));
    first.stage(model.add(first.live, first.mailbox("INBOX"), 200));
    first.commit();
    first.change(first.receiveLarge(first.mailbox("INBOX"), 5000));
    first.change(first.receiveShared(first.mailbox("INBOX"), 100, 5000));
    first.stage(model.add(first.live, first.mailbox("INBOX"), 300));
    var second = reopened(first);
    assertThat(second.text()).isEqualTo(model.text(first.durable));
    assertThat(second.live.mailbox(AccountModel.name("INBOX")).orElseThrow().counts().messages()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyHistoryWithUpkeepInItComesBack(long seed) throws Exception {
    var model = new AccountModel(seed);
    var disk = new FaultyDisk(seed);
    var driver = new StoreDriver(model, disk);
    for (int i = 0; i < 300; i++) {
      driver.stage(model.anything(driver.live));
      if (i % 3 == 0) {
        driver.commit();
        driver.upkeep(false);
      }
      if (i % 40 == 0 && i > 0) {
        driver.commit();
        driver.upkeepAll(i % 80 == 0);
        assertThat(driver.text()).isEqualTo(model.text(driver.live));
      }
      if (i % 70 == 69) {
        driver.commit();
        driver.store.close();
        driver = new StoreDriver(model, disk);
        assertThat(driver.text()).isEqualTo(model.text(driver.live));
      }
    }
    driver.commit();
    var expected = model.text(driver.live);
    assertThat(driver.text()).isEqualTo(expected);
    driver.store.close();
    var withCheckpoint = new StoreDriver(model, disk);
    assertThat(withCheckpoint.text()).isEqualTo(expected);
    withCheckpoint.store.close();
    for (var path : disk.files()) {
      if (path.toString().contains("/checkpoint/")) {
        disk.delete(path);
      }
    }
    assertThat(new StoreDriver(model, disk).text()).isEqualTo(expected);
  }

  @Test
  void compactionGivesDeadOctetsBackAndReplayStillNeedsNoCheckpoint() throws Exception {
    var driver = new StoreDriver(model, disk);
    driver.change(model.create(driver.live, "INBOX"), new JournalRecord.SubscriptionChanged(AccountModel.name("x"), true));
    for (int i = 0; i < 200; i++) {
      driver.change(model.add(driver.live, driver.mailbox("INBOX"), 500));
    }
    var inbox = driver.mailbox("INBOX");
    long before = journalOctets();
    driver.change(new JournalRecord.MessagesExpunged(inbox.id(),
        inbox.messages().existing(UidSet.range(1, 1000)).filter(uid -> uid % 5 != 0),
        driver.live.counters().modSeq() + 1));
    driver.upkeepAll(false);
    driver.upkeepAll(true);
    driver.upkeepAll(true);
    assertThat(journalOctets()).isLessThan(before / 3).isLessThan((long) (40 * 500 / 0.69) + 6000);
    var expected = model.text(driver.live);
    assertThat(driver.text()).isEqualTo(expected);
    var second = reopened(driver);
    assertThat(second.text()).isEqualTo(expected);
    second.store.close();
    for (var path : disk.files()) {
      if (path.toString().contains("/checkpoint/")) {
        disk.delete(path);
      }
    }
    assertThat(new StoreDriver(model, disk).text()).isEqualTo(expected);
  }

  /** Compaction that is under way knows nothing of what dies meanwhile, and nothing is written afterwards that would make it look again. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5, 8, 12, 16})
  void whatDiesWhileCompactionIsUnderWayIsGivenBackToo(int steps) throws Exception {
    var driver = new StoreDriver(model, disk, new StoreOptions(6000, 3000, 0.3, 4000, 40_000, 0, 1000));
    driver.change(model.create(driver.live, "INBOX"));
    for (int i = 0; i < 200; i++) {
      driver.change(model.add(driver.live, driver.mailbox("INBOX"), 500));
    }
    driver.upkeepAll(false);
    expunge(driver, UidSet.range(1, 90));
    for (int i = 0; i < steps; i++) {
      driver.upkeep(false);
    }
    expunge(driver, UidSet.range(91, 1000));
    driver.upkeepAll(false);
    driver.upkeepAll(true);
    driver.upkeepAll(true);
    assertThat(journalOctets()).isLessThan(20_000);
    assertThat(new StoreDriver(model, disk).text()).isEqualTo(model.text(driver.live));
  }

  /** A commit that began before ends, and asks for a step, while what compaction gave out is staged: it is not to be written twice. */
  @Test
  void whatIsOnItsWayToTheDiskIsNotGivenOutAgain() throws Exception {
    var driver = new StoreDriver(model, disk, new StoreOptions(6000, 3000, 0.3, 4000, 1000, 0, 1000));
    driver.change(model.create(driver.live, "INBOX"));
    for (int i = 0; i < 100; i++) {
      driver.change(model.add(driver.live, driver.mailbox("INBOX"), 500));
    }
    driver.upkeepAll(false);
    expunge(driver, driver.mailbox("INBOX").messages().existing(UidSet.range(1, 1000)).filter(uid -> uid % 2 == 0));
    int steps = 0;
    long moved = 0;
    for (var step = driver.store.upkeep(driver.durable, false); !(step instanceof AccountStore.Upkeep.Nothing);
        step = driver.store.upkeep(driver.durable, false)) {
      if (step instanceof AccountStore.Upkeep.Append append) {
        driver.stage(append.records());
        assertThat(driver.store.upkeep(driver.durable, false)).isEqualTo(new AccountStore.Upkeep.Wait());
        moved += append.records().stream().filter(JournalRecord.BodiesMoved.class::isInstance)
            .mapToLong(record -> ((JournalRecord.BodiesMoved) record).moves().size()).sum();
        driver.commit();
        steps++;
      } else {
        driver.adopt((AccountStore.Upkeep.Adopt) step);
      }
    }
    assertThat(steps).isGreaterThan(5);
    assertThat(moved).as("of 50 that live").isBetween(20L, 80L);
    assertThat(new StoreDriver(model, disk).text()).isEqualTo(model.text(driver.live));
  }

  private static void expunge(StoreDriver driver, UidSet uids) throws Exception {
    var inbox = driver.mailbox("INBOX");
    driver.change(new JournalRecord.MessagesExpunged(inbox.id(), inbox.messages().existing(uids), driver.live.counters().modSeq() + 1));
  }

  /** A seventh of the mail is dead, half of it where it is: less than is worth it, unless the disk has no room; and then no more is moved than there is room for. */
  @Test
  void aDiskWithoutRoomGetsMoreBackButOnlyByWhatFitsOnIt() throws Exception {
    var room = new DiskRoom(disk, StoreDriver.ROOT, 50_000);
    var driver = new StoreDriver(model, disk, new StoreOptions(30_000, 15_000, 0.4, 20_000, 4000, 0, 1000), room);
    driver.change(model.create(driver.live, "INBOX"));
    for (int i = 0; i < 200; i++) {
      driver.change(model.add(driver.live, driver.mailbox("INBOX"), 2000));
    }
    var inbox = driver.mailbox("INBOX");
    driver.change(new JournalRecord.MessagesExpunged(inbox.id(), inbox.messages().existing(UidSet.range(1, 1000))
        .filter(uid -> uid <= 60 && uid % 2 == 0), driver.live.counters().modSeq() + 1));
    driver.upkeepAll(false);
    long before = journalOctets();

    disk.setSpace(100, 1 << 20);
    room.look();
    driver.upkeepAll(false);
    assertThat(journalOctets()).as("there is no room to move a body").isBetween(before - 1000, before + 2500);
    disk.setSpace(45_000, 1 << 20);
    room.look();
    driver.upkeepAll(false);
    driver.upkeepAll(true);
    assertThat(journalOctets()).isLessThan(before - 30_000);
    var expected = model.text(driver.live);
    assertThat(driver.text()).isEqualTo(expected);
    assertThat(new StoreDriver(model, disk).text()).isEqualTo(expected);
  }

  private long journalOctets() {
    return disk.files().stream().filter(path -> path.toString().endsWith(".seg"))
        .mapToLong(path -> disk.content(path).length).sum();
  }

  @Test
  void idleOpensDoNotPileUpFiles() throws Exception {
    for (int i = 0; i < 30; i++) {
      new StoreDriver(model, disk).store.close();
    }
    assertThat(disk.files()).hasSizeLessThan(8);
    var driver = new StoreDriver(model, disk);
    driver.change(model.create(driver.live, "INBOX"));
    for (int i = 0; i < 30; i++) {
      driver = reopened(driver);
    }
    assertThat(disk.files()).hasSizeLessThan(10);
    assertThat(driver.live.mailboxes()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100})
  void unusedBodyFilesAndOldReceivedOnesAreSwept(int head) throws Exception {
    int names = head == 0 ? 1 : 2;
    var driver = new StoreDriver(model, disk);
    driver.change(model.create(driver.live, "INBOX"));
    var large = driver.receiveShared(driver.mailbox("INBOX"), head, 4000);
    driver.receiveLarge(driver.mailbox("INBOX"), 4000);
    driver.change(large);
    var copy = new JournalRecord.MessagesCopied(driver.mailbox("INBOX").id(), org.godwit.mail.UidSet.of(1),
        driver.mailbox("INBOX").id(), 2, driver.live.counters().modSeq() + 1, 1);
    driver.change(copy);
    assertThat(names("bodies")).hasSize(names);
    assertThat(names("incoming")).hasSize(1);
    driver.upkeepAll(true);
    assertThat(names("incoming")).isEmpty();
    for (int uid = 1; uid <= 2; uid++) {
      assertThat(names("bodies")).hasSize(names);
      driver.change(new JournalRecord.MessagesExpunged(driver.mailbox("INBOX").id(), org.godwit.mail.UidSet.of(uid),
          driver.live.counters().modSeq() + 1));
      driver.upkeepAll(true);
    }
    driver.change(model.add(driver.live, driver.mailbox("INBOX"), 10));
    driver.upkeepAll(true);
    driver.upkeepAll(true);
    assertThat(names("bodies")).isEmpty();
  }

  @Test
  void whatAnIndexOfTextsHasOfAMailboxGoesWithIt() throws Exception {
    var driver = new StoreDriver(model, disk);
    driver.change(model.create(driver.live, "INBOX"));
    driver.change(model.create(driver.live, "Old"));
    var inbox = AccountFiles.search(StoreDriver.ROOT, driver.mailbox("INBOX").id());
    var old = AccountFiles.search(StoreDriver.ROOT, driver.mailbox("Old").id());
    for (var directory : List.of(inbox, old)) {
      disk.createDirectories(directory);
      disk.create(directory.resolve("_0.cfs")).close();
    }
    driver.upkeepAll(true);
    assertThat(disk.names(inbox)).hasSize(1);
    assertThat(disk.names(old)).hasSize(1);
    driver.change(new JournalRecord.MailboxDeleted(driver.mailbox("Old").id(), driver.live.counters().modSeq() + 1));
    driver.upkeepAll(true);
    assertThat(disk.names(inbox)).hasSize(1);
    assertThat(disk.names(old)).isEmpty();
  }

  private List<String> names(String directory) {
    return disk.names(StoreDriver.ROOT.resolve(directory));
  }
}
