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

  /** Rows, subscriptions or expunges restated by one entry. */
  private static final int ITEMS_MAX = 4096;

  private final AccountState state;
  private final Loader loader;
  private final Iterator<MailboxEntry> mailboxes;
  private Iterator<List<MailboxName>> subscriptions;
  private MailboxState messages;
  private Iterator<List<Vanished>> vanished;
  private int row;
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
    if (!begun) {
      begun = true;
      var c = state.counters();
      subscriptions = parts(List.copyOf(state.subscriptions()));
      return List.of(new JournalRecord.BaselineBegun(c.nextMailboxId(), c.modSeq(), c.lastUidValidity(), c.nextEmailId(),
          c.nextBodyFile()));
    }
    if (subscriptions.hasNext()) {
      return List.of(new JournalRecord.BaselineSubscriptions(subscriptions.next()));
    }
    if (messages != null && vanished.hasNext()) {
      return List.of(new JournalRecord.BaselineVanished(messages.id(), vanished.next()));
    }
    if (messages != null && row < messages.size()) {
      return List.of(new JournalRecord.BaselineMessages(messages.id(), rows()));
    }
    if (mailboxes.hasNext()) {
      return List.of(mailbox(mailboxes.next()));
    }
    ended = true;
    return List.of(new JournalRecord.BaselineEnded());
  }

  private JournalRecord mailbox(MailboxEntry entry) throws IOException {
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
