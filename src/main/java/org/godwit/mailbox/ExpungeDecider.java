package org.godwit.mailbox;

import java.util.List;
import org.godwit.account.JournalRecord.MessagesExpunged;
import org.godwit.mail.Flags;
import org.godwit.mail.UidSet;
import org.godwit.mailbox.api.MailboxReply.Expunged;
import org.godwit.mailbox.api.MailboxRequest;

/** EXPUNGE (RFC 9051, 6.4.3), UID EXPUNGE, CLOSE: of the given messages, those that are {@code \Deleted}. */
final class ExpungeDecider {

  private ExpungeDecider() {}

  static Decision<Expunged> decide(MailboxRequest.Expunge request, Situation situation) {
    var entry = situation.existing(request.mailbox());
    if (entry.counts().deleted() == 0) {
      return Decision.writeAnswering(List.of(), new Expunged(UidSet.EMPTY, entry.counts().highestModSeq()));
    }
    var messages = situation.messages(entry);
    var deleted = messages.existing(request.uids())
        .filter(uid -> (messages.systemFlags(messages.indexOf(uid)) & Flags.DELETED) != 0);
    if (deleted.isEmpty()) {
      return Decision.writeAnswering(List.of(), new Expunged(UidSet.EMPTY, entry.counts().highestModSeq()));
    }
    long modSeq = situation.nextModSeq();
    return Decision.writeAnswering(List.of(new MessagesExpunged(entry.id(), deleted, modSeq)), new Expunged(deleted, modSeq));
  }
}
