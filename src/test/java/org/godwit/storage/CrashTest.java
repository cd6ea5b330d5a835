package org.godwit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.godwit.account.AccountState;
import org.godwit.account.JournalRecord;
import org.godwit.account.JournalRecord.FlagsMode;
import org.godwit.mail.Flags;
import org.godwit.mail.UidSet;
import org.godwit.storage.io.Crash;
import org.godwit.storage.io.FaultyDisk;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Stops the store at every single operation that changes the disk, in a script that uses every type of record, segment
 * roll-over, checkpoints and compaction; then opens it again. What was acknowledged must be there, and of what was not, whole
 * entries in their order or nothing.
 */
class CrashTest {

  private static final int OPERATIONS_MAX = 2000;

  enum How {
    KILL, POWER_CUT, POWER_CUT_AGAIN_DURING_RECOVERY
  }

  @ParameterizedTest
  @EnumSource(How.class)
  void everyAcknowledgedChangeSurvivesACrashAtEveryOperation(How how) throws Exception {
    int n = 0;
    while (crashed(how, n)) {
      n++;
      assertThat(n).isLessThan(OPERATIONS_MAX);
    }
    assertThat(n).as("operations of the script").isGreaterThan(150);
  }

  /** Runs the script up to the n-th operation and looks at what is left. @return false if the script ended before that */
  private static boolean crashed(How how, int n) throws IOException {
    var model = new AccountModel(7);
    var disk = new FaultyDisk(n).stopAfter(n);
    StoreDriver driver = null;
    boolean crashed = false;
    try {
      driver = new StoreDriver(model, disk);
      script(driver);
    } catch (Crash e) {
      crashed = true;
    }
    var possible = new ArrayList<String>();
    for (AccountState state : driver == null ? List.of(AccountState.EMPTY) : driver.possible()) {
      possible.add(model.text(state));
    }
    var after = how == How.KILL ? disk.afterKill(n) : disk.afterPowerCut(n);
    if (how == How.POWER_CUT_AGAIN_DURING_RECOVERY) {
      after = crashedAgain(model, after, n);
    }
    check(model, after, possible, "crash " + how + " at operation " + n);
    return crashed;
  }

  private static FaultyDisk crashedAgain(AccountModel model, FaultyDisk disk, int n) throws IOException {
    disk.stopAfter(n % 7);
    try {
      var second = new StoreDriver(model, disk);
      second.upkeepAll(true);
    } catch (Crash e) {
      // as intended
    }
    return disk.afterPowerCut(n + 1);
  }

  private static void check(AccountModel model, FaultyDisk disk, List<String> possible, String what) throws IOException {
    var reopened = new StoreDriver(model, disk);
    assertThat(reopened.text()).as(what).isIn(possible);
    reopened.change(model.create(reopened.live, "afterwards"));
    for (int i = 0; i < 5; i++) {
      reopened.change(model.add(reopened.live, reopened.mailbox("afterwards"), 1000));
    }
    reopened.upkeepAll(false);
    var expected = model.text(reopened.live);
    assertThat(reopened.text()).as(what).isEqualTo(expected);
    assertThat(StoreCheck.check(disk, StoreDriver.ROOT).findings()).as(what).isEmpty();
    reopened.store.close();
    assertThat(new StoreDriver(model, disk.afterPowerCut(1)).text()).as(what).isEqualTo(expected);
  }

  private static void script(StoreDriver d) throws IOException {
    var model = d.model;
    d.change(model.create(d.live, "INBOX"), new JournalRecord.SubscriptionChanged(AccountModel.name("INBOX"), true));
    d.change(model.create(d.live, "Sent"));
    for (int i = 0; i < 8; i++) {
      d.stage(model.add(d.live, d.mailbox("INBOX"), 120 + i));
      d.stage(model.add(d.live, d.mailbox("INBOX"), 240 - i), model.add(d.live, d.mailbox("Sent"),
          d.mailbox("Sent").counts().uidNext(), d.live.counters().nextEmailId() + 1, 10, null));
      d.commit();
    }
    d.stage(d.receiveLarge(d.mailbox("INBOX"), 3000));
    d.stage(d.receiveLarge(d.mailbox("Sent"), 3000));
    d.stage(d.receiveShared(d.mailbox("INBOX"), 70, 3000));
    d.commit();
    d.upkeepAll(false);
    var inbox = d.mailbox("INBOX");
    d.change(new JournalRecord.MessagesCopied(inbox.id(), UidSet.range(3, 14), d.mailbox("Sent").id(),
        d.mailbox("Sent").counts().uidNext(), next(d), 5));
    d.change(new JournalRecord.FlagsChanged(inbox.id(), UidSet.range(1, 15), FlagsMode.ADD,
        new Flags(Flags.SEEN, List.of("$Work")), next(d)));
    d.stage(new JournalRecord.RecentTaken(inbox.id(), 12));
    d.change(new JournalRecord.SpecialUseChanged(d.mailbox("Sent").id(), Set.of("\\Sent"), next(d)));
    d.upkeepAll(true);
    d.change(new JournalRecord.MessagesExpunged(inbox.id(), UidSet.range(1, 13), next(d)));
    d.change(new JournalRecord.MessagesExpunged(d.mailbox("Sent").id(), UidSet.range(4, 10), next(d)));
    for (int i = 0; i < 8; i++) {
      d.change(model.add(d.live, d.mailbox("INBOX"), 400));
    }
    d.upkeepAll(false);
    d.change(new JournalRecord.MailboxesRenamed(
        List.of(new JournalRecord.NewName(d.mailbox("Sent").id(), AccountModel.name("Sent Mail"))), next(d)));
    d.change(model.add(d.live, d.mailbox("Sent Mail"), 50));
    d.upkeepAll(true);
    d.change(new JournalRecord.MailboxDeleted(d.mailbox("Sent Mail").id(), next(d)));
    d.change(model.add(d.live, d.mailbox("INBOX"), 60));
    d.upkeepAll(true);
    d.upkeepAll(false);
    d.store.close();
  }

  private static long next(StoreDriver d) {
    return d.live.counters().modSeq() + 1;
  }
}
