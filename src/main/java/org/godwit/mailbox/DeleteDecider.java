package org.godwit.mailbox;

import java.util.List;
import org.godwit.account.JournalRecord.MailboxDeleted;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.godwit.mailbox.api.MailboxReply.Done;
import org.godwit.mailbox.api.MailboxRequest;

/** DELETE (RFC 9051, 6.3.5): mailboxes below it stay, and so does its subscription. */
final class DeleteDecider {

  private DeleteDecider() {}

  static Decision<Done> decide(MailboxRequest.Delete request, Situation situation) {
    if (request.mailbox().isInbox()) {
      throw new MailboxFailure(Kind.CANNOT, "INBOX cannot be deleted");
    }
    var entry = situation.existing(request.mailbox());
    return Decision.writeAnswering(List.of(new MailboxDeleted(entry.id(), situation.nextModSeq())), new Done());
  }
}
