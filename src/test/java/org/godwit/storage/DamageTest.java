package org.godwit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.godwit.account.JournalRecord;
import org.godwit.account.JournalRecord.FlagsMode;
import org.godwit.mail.Flags;
import org.godwit.mail.UidSet;
import org.godwit.storage.io.FaultyDisk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Flipped bits and missing files: what can be rebuilt is, what can be read is served, what cannot is named. */
class DamageTest {

  private final AccountModel model = new AccountModel(3);
  private final FaultyDisk disk = new FaultyDisk(3);
  private String expected;

  /** An account with a checkpoint, summaries in files, and something in the journal behind the checkpoint. */
  @BeforeEach
  void fill() throws IOException {
    var driver = new StoreDriver(model, disk, roomy());
    driver.change(model.create(driver.live, "INBOX"));
    driver.change(model.create(driver.live, "Sent"));
    for (int i = 0; i < 40; i++) {
      driver.change(model.add(driver.live, driver.mailbox("INBOX"), 100));
      driver.change(model.add(driver.live, driver.mailbox("Sent"), 50));
    }
    driver.change(driver.receiveLarge(driver.mailbox("INBOX"), 2000));
    driver.upkeepAll(true);
    driver.change(new JournalRecord.FlagsChanged(driver.mailbox("INBOX").id(), UidSet.range(1, 5), FlagsMode.ADD,
        Flags.ofSystem(Flags.FLAGGED), driver.live.counters().modSeq() + 1));
    driver.change(model.add(driver.live, driver.mailbox("INBOX"), 100));
    expected = model.text(driver.live);
    driver.store.close();
  }

  private static StoreOptions roomy() {
    return new StoreOptions(1 << 20, 1 << 20, 0.3, 1 << 20, 4096, 0, 1000);
  }

  private List<Path> files(String suffix) {
    return disk.files().stream().filter(path -> path.toString().endsWith(suffix)).toList();
  }

  private StoreDriver reopened() throws IOException {
    return new StoreDriver(model, disk, roomy());
  }

  @ParameterizedTest
  @ValueSource(strings = {".index", ".catalogue", ".summaries"})
  void checkpointFilesAreRebuilt(String suffix) throws Exception {
    assertThat(files(suffix)).isNotEmpty();
    for (Path path : files(suffix)) {
      for (int at = 5; at < disk.content(path).length; at += 97) {
        disk.flip(path, at);
      }
    }
    assertThat(StoreCheck.check(disk, StoreDriver.ROOT).findings()).isNotEmpty();
    var driver = reopened();
    assertThat(driver.text()).isEqualTo(expected);
    driver.change(model.add(driver.live, driver.mailbox("Sent"), 70), model.create(driver.live, "more"));
    driver.upkeepAll(true);
    driver.store.close();
    assertThat(reopened().text()).isEqualTo(model.text(driver.live));
  }

  @ParameterizedTest
  @ValueSource(strings = {".index", ".catalogue", ".summaries"})
  void missingCheckpointFilesAreRebuilt(String suffix) throws Exception {
    for (Path path : files(suffix)) {
      disk.delete(path);
    }
    assertThat(reopened().text()).isEqualTo(expected);
  }

  @Test
  void oneCopyOfASegmentsHeaderIsEnough() throws Exception {
    disk.flip(files(".seg").getFirst(), 20);
    assertThat(reopened().text()).isEqualTo(expected);
  }

  @Test
  void oneDamagedCopyOfASegmentsHeaderIsNamed() throws Exception {
    for (Path path : files(".seg")) {
      disk.flip(path, 20);
    }
    assertThat(StoreCheck.check(disk, StoreDriver.ROOT).findings()).hasSameSizeAs(files(".seg"))
        .allSatisfy(damage -> assertThat(damage.what()).contains("one copy"));
  }

  @Test
  void theNewestSegmentWithoutItsHeaderIsWhatTheCheckpointSays() throws Exception {
    Path newest = files(".seg").getLast();
    disk.flip(newest, 20);
    disk.flip(newest, 512 + 20);
    assertThat(StoreCheck.check(disk, StoreDriver.ROOT).findings()).anySatisfy(damage ->
        assertThat(damage.file()).endsWith(newest.getFileName().toString()));
    goesOn();
  }

  @Test
  void theNewestSegmentIsMissingAndTheCheckpointIsWhatIsLeft() throws Exception {
    var driver = reopened();
    driver.change(model.create(driver.live, "late"));
    driver.upkeepAll(true);
    expected = model.text(driver.live);
    driver.store.close();
    Path newest = files(".seg").getLast();
    disk.delete(newest);
    assertThat(StoreCheck.check(disk, StoreDriver.ROOT).findings()).anySatisfy(damage ->
        assertThat(damage.file()).endsWith(newest.getFileName().toString()));
    goesOn();
    assertThat(files(".seg")).as("its number means that segment for good").doesNotContain(newest);
  }

  @Test
  void lostEpochFilesDoNotMakeWhatComesNextOlder() throws Exception {
    reopened().store.close();
    reopened().store.close();
    for (Path path : files(".epoch")) {
      disk.delete(path);
    }
    goesOn();
  }

  /** Everything is there, can be changed, and stays changed. */
  private void goesOn() throws Exception {
    var driver = reopened();
    assertThat(driver.text()).isEqualTo(expected);
    for (int i = 0; i < 2; i++) {
      driver.change(model.add(driver.live, driver.mailbox("Sent"), 70), model.create(driver.live, "more" + i));
      var text = model.text(driver.live);
      driver.store.close();
      driver = reopened();
      assertThat(driver.text()).isEqualTo(text);
    }
  }

  @Test
  void aDamagedBodyIsNamedAndEverythingElseIsServed() throws Exception {
    var driver = reopened();
    var body = driver.mailbox("INBOX").messages().body(3);
    driver.store.close();
    disk.flip(files(".seg").getFirst(), body.offset() + 10);
    var findings = StoreCheck.check(disk, StoreDriver.ROOT).findings();
    assertThat(findings).hasSize(1).first().satisfies(damage -> {
      assertThat(damage.offset()).isEqualTo(body.offset());
      assertThat(damage.what()).contains("body is damaged");
    });
    assertThat(reopened().live.mailboxes()).hasSize(2);
  }

  @Test
  void aDamagedLargeBodyIsNamed() throws Exception {
    disk.flip(files(".body").getFirst(), 1000);
    assertThat(StoreCheck.check(disk, StoreDriver.ROOT).findings()).hasSize(1);
  }

  /** What is this account's alone of a body, its trailer, and what others have too. */
  @ParameterizedTest
  @CsvSource({".head, 10", ".head, 80", ".head, 87", ".tail, 0", ".tail, 1899"})
  void aDamagedHeadOrTailOfALargeBodyIsNamed(String suffix, long offset) throws Exception {
    addShared();
    disk.flip(files(suffix).getFirst(), offset);
    assertThat(StoreCheck.check(disk, StoreDriver.ROOT).findings()).hasSize(1).first()
        .satisfies(damage -> assertThat(damage.file()).isEqualTo("bodies/00000002.head and 00000002.tail"));
    assertThat(reopened().live.mailboxes()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {".head", ".tail"})
  void aMissingHeadOrTailOfALargeBodyIsNamed(String suffix) throws Exception {
    addShared();
    disk.delete(files(suffix).getFirst());
    assertThat(StoreCheck.check(disk, StoreDriver.ROOT).findings()).hasSize(1).first()
        .satisfies(damage -> assertThat(damage.what()).contains("missing"));
  }

  private void addShared() throws IOException {
    var driver = reopened();
    driver.change(driver.receiveShared(driver.mailbox("INBOX"), 70, 2000));
    assertThat(driver.text()).isEqualTo(model.text(driver.live));
    driver.store.close();
    assertThat(StoreCheck.check(disk, StoreDriver.ROOT).findings()).isEmpty();
  }

  @Test
  void aDamagedEntryAmongAcknowledgedOnesIsNamedAndThoseBehindItAreKept() throws Exception {
    for (Path path : disk.files()) {
      if (path.toString().contains("/checkpoint/")) {
        disk.delete(path);
      }
    }
    var driver = reopened();
    var body = driver.mailbox("INBOX").messages().body(10);
    driver.store.close();
    // the records of the entry that brought the eleventh message lie right before its body's frame
    disk.flip(files(".seg").getFirst(), body.offset() - 16 - 20);
    var findings = StoreCheck.check(disk, StoreDriver.ROOT).findings();
    assertThat(findings).isNotEmpty();
    var damaged = reopened();
    assertThat(damaged.mailbox("INBOX").messages().size()).isEqualTo(driver.mailbox("INBOX").messages().size() - 1);
    assertThat(damaged.mailbox("Sent").messages().size()).isEqualTo(40);
  }

  @Test
  void anIndexThatIsDamagedTogetherWithTheJournalLosesOnlyWhatTheJournalLost() throws Exception {
    var driver = reopened();
    var inbox = driver.mailbox("INBOX").messages();
    driver.upkeepAll(true);
    driver.store.close();
    disk.flip(files(".seg").getFirst(), inbox.body(10).offset() - 16 - 20);
    for (Path path : files(".index")) {
      disk.flip(path, disk.content(path).length / 2);
    }
    var entry = reopened().live.mailbox(driver.mailbox("INBOX").id()).orElseThrow();
    var store = DiskAccountStore.open(disk, StoreDriver.ROOT, "a", roomy(), AccountModel.SUMMARIZER, () -> 0);
    var state = store.recovered().withResident(store.loadMailbox(entry.id())).mailbox(entry.id()).orElseThrow().messages();
    store.close();
    assertThat(state.size()).isEqualTo(inbox.size() - 1);
    assertThat(state.uidNext()).isEqualTo(inbox.uidNext());
    assertThat(state.existing(UidSet.of(inbox.uid(10))).isEmpty()).isTrue();
  }

  @Test
  void aMissingJournalIsNotTakenForAnEmptyAccount() throws Exception {
    for (Path path : files(".seg")) {
      disk.delete(path);
    }
    assertThatThrownBy(this::reopened).isInstanceOf(IOException.class);
  }

  @Test
  void anotherAccountsDirectoryIsRefused() {
    assertThatThrownBy(() -> DiskAccountStore.open(disk, StoreDriver.ROOT, "b", roomy(), AccountModel.SUMMARIZER, () -> 0))
        .isInstanceOf(IOException.class).hasMessageContaining("belongs to account a");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void anyFlippedBitsAreSurvivedWithoutAnythingButAnswers(long seed) throws Exception {
    var random = new java.util.Random(seed);
    for (int round = 0; round < 10; round++) {
      var files = disk.files();
      Path path = files.get(random.nextInt(files.size()));
      if (disk.content(path).length > 0) {
        disk.flip(path, random.nextInt(disk.content(path).length));
      }
      StoreCheck.check(disk, StoreDriver.ROOT);
      try {
        var store = DiskAccountStore.open(disk, StoreDriver.ROOT, "a", roomy(), AccountModel.SUMMARIZER, () -> 0);
        assertThat(store.recovered().mailboxes()).isNotEmpty();
        store.close();
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("/data/accounts/a");
      }
    }
  }
}
