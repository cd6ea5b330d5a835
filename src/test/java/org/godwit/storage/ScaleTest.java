package org.godwit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.godwit.account.AccountState;
import org.godwit.account.Content;
import org.godwit.account.JournalRecord;
import org.godwit.account.MailboxState;
import org.godwit.mail.Flags;
import org.godwit.mail.MailboxId;
import org.godwit.mail.UidSet;
import org.godwit.storage.io.RealDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A mailbox of many messages on the real disk: how long it takes to open the account and the mailbox, and what a message costs
 * in memory. Small here; {@code -Dgodwit.scale.messages=1000000} prints the figures that ARCHITECTURE.md states.
 */
class ScaleTest {

  private static final int MESSAGES = Integer.getInteger("godwit.scale.messages", 20_000);
  private static final int HEAP_BYTES_MAX = 64;

  @TempDir
  Path root;

  @Test
  void aLargeMailboxOpensFromItsIndexWithinItsShareOfMemory() throws Exception {
    var mailbox = new MailboxId(1);
    fill(mailbox);
    long began = System.nanoTime();
    try (var store = open()) {
      long opened = System.nanoTime();
      assertThat(store.recovered().mailbox(mailbox).orElseThrow().isResident()).isFalse();
      MailboxState messages = store.loadMailbox(mailbox);
      long loaded = System.nanoTime();
      assertThat(messages.size()).isEqualTo(MESSAGES);
      double perMessage = heapOf(store, mailbox) / (double) MESSAGES;
      long again = System.nanoTime();
      store.loadMailbox(mailbox);
      long done = System.nanoTime();
      System.out.printf("%,d messages: account opens in %d ms, mailbox in %d ms, in %d ms once the code is warm, "
          + "%.1f octets of heap a message%n", MESSAGES, (opened - began) / 1_000_000, (loaded - opened) / 1_000_000,
          (done - again) / 1_000_000, perMessage);
      assertThat(perMessage).isLessThan(HEAP_BYTES_MAX);
    }
  }

  private DiskAccountStore open() throws Exception {
    return DiskAccountStore.open(new RealDisk(), root.resolve("a"), "a", StoreOptions.DEFAULTS,
        AccountModel.SUMMARIZER, () -> 0);
  }

  /** Octets of heap for one copy of the mailbox: the median of a few, since others' garbage goes meanwhile. */
  private static double heapOf(DiskAccountStore store, MailboxId mailbox) throws Exception {
    var copies = new MailboxState[5];
    var costs = new long[copies.length];
    long before = usedHeap();
    for (int i = 0; i < copies.length; i++) {
      copies[i] = store.loadMailbox(mailbox);
      long after = usedHeap();
      costs[i] = after - before;
      before = after;
    }
    Reference.reachabilityFence(copies);
    Arrays.sort(costs);
    return costs[copies.length / 2];
  }

  /** What lives in the heap, once what other tests left has gone. */
  private static long usedHeap() {
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      System.gc();
      long now = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
      if (Math.abs(used - now) < 4096) {
        return now;
      }
      used = now;
    }
    return used;
  }

  /** Messages of a few octets, so that the mailbox and not the bodies count; two in a hundred expunged, some with keywords. */
  private void fill(MailboxId mailbox) throws Exception {
    try (var store = open()) {
      AccountState state = commit(store, store.recovered(), List.of(new AccountModel(1).create(store.recovered(), "INBOX")));
      int uid = 1;
      int extra = MESSAGES / 50;
      while (uid <= MESSAGES + extra) {
        var records = new ArrayList<JournalRecord>();
        for (int end = Math.min(MESSAGES + extra, uid + 999); uid <= end; uid++) {
          records.add(added(mailbox, uid));
        }
        state = commit(store, state, records);
      }
      state = commit(store, state, List.of(new JournalRecord.MessagesExpunged(mailbox, UidSet.range(1, extra), uid + 1)));
      while (store.upkeep(state, true) instanceof AccountStore.Upkeep.Adopt adopt) {
        state = adopt.change().apply(state);
      }
    }
  }

  private static JournalRecord added(MailboxId mailbox, int uid) {
    var flags = uid % 7 == 0 ? new Flags(Flags.SEEN, List.of("$Label" + uid % 21)) : Flags.ofSystem(uid % 3);
    return new JournalRecord.MessageAdded(mailbox, uid, uid + 1, flags, uid * 4096L + 2048, uid, uid,
        new Content.Inline(new byte[20]), new Content.Inline(AccountModel.summary(new byte[20])));
  }

  private static AccountState commit(DiskAccountStore store, AccountState state, List<JournalRecord> records)
      throws Exception {
    var next = state;
    for (JournalRecord record : store.stage(records)) {
      next = next.apply(record);
    }
    store.commit(store.seal());
    return next;
  }
}
