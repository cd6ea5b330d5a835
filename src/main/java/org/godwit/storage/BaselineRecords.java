package org.godwit.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.godwit.account.AccountState;
import org.godwit.account.JournalRecord;
import org.godwit.account.JournalRecord.Vanished;
import org.godwit.account.MailboxEntry;
import org.godwit.account.MailboxState;
import org.godwit.account.MessageRow;
import org.godwit.mail.MailboxName;
import org.godwit.storage.checkpoint.CheckpointWriter.Loader;

/** Restates an account in entries of bounded size, one after the other; the state is immutable, so the account goes on meanwhile. */
final class BaselineRecords {

  /** Rows, subscriptions or expunges restated by one record; an entry with so many items takes no further record. */
  private static final int ITEMS_MAX = 4096;
  /** A mailbox may have to be read from disk: it counts as much as so many items. */
  private static final int MAILBOX_ITEMS = 64;

  private final AccountState state;
  private final Loader loader;
  private final Iterator<MailboxEntry> mailboxes;
  private Iterator<List<MailboxName>> subscriptions;
  private MailboxState messages;
  private Iterator<List<Vanished>> vanished;
  private int row;
  /** Items and records in the entry being made. */
  private int items;
  private boolean begun;
  private boolean ended;

  BaselineRecords(AccountState state, Loader loader) {
    this.state = state;
    this.loader = loader;
    this.mailboxes = state.mailboxesById().iterator();
  }

  /** Whether the last entry has been given. */
  boolean isEnded() {
    return ended;
  }

  /** The next entry; the last is a {@link JournalRecord.BaselineEnded} alone. */
  List<JournalRecord> next() throws IOException {
    var entry = new ArrayList<JournalRecord>();
    items = 0;
    for (var record = nextRecord(); record != null; record = items < ITEMS_MAX ? nextRecord() : null) {
      entry.add(record);
    }
    if (entry.isEmpty()) {
      ended = true;
      entry.add(new JournalRecord.BaselineEnded());
    }
    return entry;
  }

  /** What comes next, or null if everything is restated. */
  private JournalRecord nextRecord() throws IOException {
    items++;
    if (!begun) {
      begun = true;
      var c = state.counters();
      subscriptions = parts(List.copyOf(state.subscriptions()));
      return new JournalRecord.BaselineBegun(c.nextMailboxId(), c.modSeq(), c.lastUidValidity(), c.nextEmailId(),
          c.nextBodyFile());
    }
    if (subscriptions.hasNext()) {
      return new JournalRecord.BaselineSubscriptions(counted(subscriptions.next()));
    }
    if (messages != null && vanished.hasNext()) {
      return new JournalRecord.BaselineVanished(messages.id(), counted(vanished.next()));
    }
    if (messages != null && row < messages.size()) {
      return new JournalRecord.BaselineMessages(messages.id(), counted(rows()));
    }
    return mailboxes.hasNext() ? mailbox(mailboxes.next()) : null;
  }

  private <T> List<T> counted(List<T> part) {
    items += part.size();
    return part;
  }

  private JournalRecord mailbox(MailboxEntry entry) throws IOException {
    items += MAILBOX_ITEMS;
    messages = LiveBodies.messages(state, entry, loader);
    vanished = parts(messages.vanished().entries());
    row = 0;
    var counts = entry.counts();
    return new JournalRecord.BaselineMailbox(entry.id(), entry.name(), entry.uidValidity(), entry.specialUse(),
        counts.uidNext(), counts.highestModSeq(), counts.recentFrom(), messages.vanished().forgotten());
  }

  private List<MessageRow> rows() {
    int end = Math.min(messages.size(), row + ITEMS_MAX);
    var rows = new ArrayList<MessageRow>(end - row);
    while (row < end) {
      rows.add(messages.row(row++));
    }
    return rows;
  }

  private static <T> Iterator<List<T>> parts(List<T> all) {
    var parts = new ArrayList<List<T>>();
    for (int from = 0; from < all.size(); from += ITEMS_MAX) {
      parts.add(all.subList(from, Math.min(all.size(), from + ITEMS_MAX)));
    }
    return parts.iterator();
  }
}
