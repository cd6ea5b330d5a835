package org.godwit.mailbox;

import java.util.Set;
import org.godwit.account.JournalRecord;
import org.godwit.mail.MailboxId;

/** Which mailboxes' sessions want to hear of a record. */
final class ChangedMailboxes {

  private ChangedMailboxes() {}

  /** Adds them to the set. */
  static void of(JournalRecord record, Set<MailboxId> changed) {
    switch (record) {
      case JournalRecord.MailboxDeleted r -> changed.add(r.mailbox());
      case JournalRecord.MessageAdded r -> changed.add(r.mailbox());
      case JournalRecord.MessagesCopied r -> changed.add(r.to());
      case JournalRecord.FlagsChanged r -> changed.add(r.mailbox());
      case JournalRecord.MessagesExpunged r -> changed.add(r.mailbox());
      default -> { }
    }
  }
}
