package org.godwit.storage.ownership;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.godwit.account.AccountState;
import org.godwit.account.MailboxEntry;
import org.godwit.account.MailboxState;
import org.godwit.mail.MailboxName;
import org.godwit.storage.AccountModel;
import org.godwit.storage.DiskAccountStore;
import org.godwit.storage.StoreCheck;
import org.godwit.storage.io.FaultyDisk;

/**
 * What owners were told and what they could tell their clients, and whether a disk bears it out. Messages are told apart by their
 * dates, which are random.
 */
final class History {

  private static final MailboxName INBOX = AccountModel.name("INBOX");

  /** The octets of every message that anybody tried to add, by its dates. */
  private final Map<Long, Integer> attempted = new HashMap<>();
  /** Messages that were added in one entry. */
  private final List<List<Long>> together = new ArrayList<>();
  private final Set<Integer> expungeTried = new HashSet<>();
  private final Set<Integer> expunged = new HashSet<>();
  /** What a client may have seen under each UID. */
  private final Map<Integer, Long> seen = new TreeMap<>();
  private final Set<Integer> acknowledged = new HashSet<>();
  private long modSeq;

  History() {}

  /** What happened before. */
  History(History before) {
    attempted.putAll(before.attempted);
    expungeTried.addAll(before.expungeTried);
    expunged.addAll(before.expunged);
    seen.putAll(before.seen);
    acknowledged.addAll(before.acknowledged);
    modSeq = before.modSeq;
  }

  /** Stands for what {@link #check} looks for. */
  long fingerprint() {
    long all = modSeq;
    for (var one : seen.entrySet()) {
      all += Fingerprint.mix(one.getKey(), one.getValue());
    }
    return Fingerprint.mix(Fingerprint.mix(all, expungeTried.hashCode()), expunged.hashCode());
  }

  /** What tells a message from all others. */
  static long message(MailboxState messages, int i) {
    return message(messages.internalDate(i), messages.saveDate(i));
  }

  static long message(long internalDate, long saveDate) {
    return Fingerprint.mix(internalDate, saveDate & 0xFFFF_FFFFL);
  }

  void attempted(long message, byte[] body) {
    attempted.put(message, Arrays.hashCode(body));
  }

  void attemptedTogether(List<Long> messages) {
    together.add(messages);
  }

  void expungeTried(int uid) {
    expungeTried.add(uid);
  }

  void expunged(int uid) {
    expunged.add(uid);
  }

  /** Somebody was told that this message is safe. */
  void acknowledged(int uid) {
    require(acknowledged.add(uid), () -> "two were told that their messages have UID " + uid);
  }

  /** An owner answers from this state. */
  void seen(AccountState state) {
    var messages = state.mailbox(INBOX).map(MailboxEntry::messages).orElse(null);
    for (int i = 0; messages != null && i < messages.size(); i++) {
      seen(messages.uid(i), message(messages, i));
    }
    modSeq = Math.max(modSeq, state.counters().modSeq());
  }

  private void seen(int uid, long message) {
    var before = seen.putIfAbsent(uid, message);
    require(before == null || before == message, () -> "UID " + uid + " means two messages");
  }

  /** Whether whoever opens the account next finds what all were told. The disk is used up. */
  void check(FaultyDisk disk) throws IOException {
    try (var store = DiskAccountStore.open(disk, Owner.ROOT, "a", Owner.OPTIONS, AccountModel.SUMMARIZER, () -> Owner.NOW_MS)) {
      var state = store.recovered();
      var inbox = state.mailbox(INBOX);
      if (inbox.isPresent()) {
        check(state, inbox.get(), inbox.get().isResident() ? inbox.get().messages() : store.loadMailbox(inbox.get().id()), store);
      } else {
        require(seen.isEmpty(), () -> "the mailbox is gone, and UIDs " + seen.keySet());
      }
    }
    var findings = StoreCheck.check(disk, Owner.ROOT).findings();
    require(findings.isEmpty(), () -> "the check finds " + findings);
  }

  private void check(AccountState state, MailboxEntry inbox, MailboxState messages, DiskAccountStore store) throws IOException {
    var found = new TreeMap<Integer, Long>();
    for (int i = 0; i < messages.size(); i++) {
      long message = message(messages, i);
      found.put(messages.uid(i), message);
      Integer octets = attempted.get(message);
      require(octets != null && octets == Arrays.hashCode(store.reader().read(messages.body(i))),
          () -> "a message with other octets than anybody has written");
    }
    seen.forEach((uid, message) -> {
      var now = found.get(uid);
      require(now != null || expungeTried.contains(uid), () -> "UID " + uid + " was acknowledged or shown, and is gone: "
          + found.keySet());
      require(now == null || now.equals(message), () -> "UID " + uid + " means another message now");
      require(inbox.counts().uidNext() > uid, () -> "UID " + uid + " would be given again");
    });
    require(Collections.disjoint(found.keySet(), expunged), () -> "expunged: " + expunged + ", there: " + found.keySet());
    require(state.counters().modSeq() >= modSeq,
        () -> "modification sequence " + state.counters().modSeq() + " after " + modSeq);
    for (var entry : together) {
      long count = entry.stream().filter(found::containsValue).count();
      require(count == 0 || count == entry.size(), () -> count + " messages of an entry of " + entry.size());
    }
  }

  private static void require(boolean holds, Supplier<String> otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise.get());
    }
  }
}
