package org.godwit.storage;

import java.util.ArrayList;
import java.util.List;
import org.godwit.account.AccountState;
import org.godwit.account.MailboxEntry;
import org.godwit.account.MailboxState;

/** Finds where two states of one account differ in journaled facts: not in where summaries lie. */
final class StateComparison {

  private static final int DIFFERENCES_MAX = 100;

  private final List<String> differences = new ArrayList<>();

  private StateComparison() {}

  /**
   * What differs, for people; at most {@value #DIFFERENCES_MAX}. Mailboxes that are not resident in the second state are not
   * compared message by message.
   */
  static List<String> differences(AccountState journal, AccountState checkpoint) {
    var comparison = new StateComparison();
    comparison.compare("account's counters", journal.counters(), checkpoint.counters());
    comparison.compare("subscriptions", journal.subscriptions(), checkpoint.subscriptions());
    comparison.compare("body files", journal.bodyFiles(), checkpoint.bodyFiles());
    comparison.compare("mailboxes", journal.mailboxesById().stream().map(MailboxEntry::id).toList(),
        checkpoint.mailboxesById().stream().map(MailboxEntry::id).toList());
    for (MailboxEntry entry : journal.mailboxesById()) {
      checkpoint.mailbox(entry.id()).ifPresent(other -> comparison.compare(entry, other));
    }
    return comparison.differences;
  }

  private void compare(String what, Object journal, Object checkpoint) {
    if (!journal.equals(checkpoint) && differences.size() < DIFFERENCES_MAX) {
      differences.add(what + ": the journal leads to " + journal + ", the checkpoint to " + checkpoint);
    }
  }

  private void compare(MailboxEntry journal, MailboxEntry checkpoint) {
    String id = journal.id().toString();
    compare(id + " name", journal.name(), checkpoint.name());
    compare(id + " UIDVALIDITY", journal.uidValidity(), checkpoint.uidValidity());
    compare(id + " special use", journal.specialUse(), checkpoint.specialUse());
    compare(id + " counts", journal.counts(), checkpoint.counts());
    if (journal.isResident() && checkpoint.isResident() && journal.messages().size() == checkpoint.messages().size()) {
      compare(id, journal.messages(), checkpoint.messages());
    }
  }

  private void compare(String id, MailboxState journal, MailboxState checkpoint) {
    for (int i = 0; i < journal.size(); i++) {
      boolean same = journal.uid(i) == checkpoint.uid(i) && journal.modSeq(i) == checkpoint.modSeq(i)
          && journal.internalDate(i) == checkpoint.internalDate(i) && journal.saveDate(i) == checkpoint.saveDate(i)
          && journal.emailId(i) == checkpoint.emailId(i) && journal.body(i).equals(checkpoint.body(i))
          && journal.flags(i).equals(checkpoint.flags(i));
      if (!same) {
        compare(id + " message " + i, journal.row(i), checkpoint.row(i));
      }
    }
    compare(id + " expunged", journal.vanished().since(0), checkpoint.vanished().since(0));
  }
}
