package org.godwit.mailbox;

import java.util.List;
import java.util.Set;
import org.godwit.account.JournalRecord;
import org.godwit.account.JournalRecord.SubscriptionChanged;
import org.godwit.mail.MailboxName;

/** What a new account begins with: INBOX, subscribed. */
final class FirstMailboxes {

  private FirstMailboxes() {}

  /** The records that make it so. */
  static List<JournalRecord> records(Situation situation) {
    return List.of(CreateDecider.created(MailboxName.INBOX, Set.of(), situation),
        new SubscriptionChanged(MailboxName.INBOX, true));
  }
}
