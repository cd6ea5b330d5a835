package org.godwit.mailbox;

import java.util.List;
import org.godwit.account.JournalRecord.MessagesExpunged;
import org.godwit.mail.UidSet;
import org.godwit.mailbox.api.MailboxReply.Expunged;
import org.godwit.mailbox.api.MailboxRequest;

/** Expunges the given messages whatever their flags (RFC 1939, 6: the UPDATE state). One record: all of them or none. */
final class RemoveDecider {

  private RemoveDecider() {}

  static Decision<Expunged> decide(MailboxRequest.Remove request, Situation situation) {
    var entry = situation.existing(request.mailbox());
    var existing = situation.messages(entry).existing(request.uids());
    if (existing.isEmpty()) {
      return Decision.writeAnswering(List.of(), new Expunged(UidSet.EMPTY, entry.counts().highestModSeq()));
    }
    long modSeq = situation.nextModSeq();
    return Decision.writeAnswering(List.of(new MessagesExpunged(entry.id(), existing, modSeq)), new Expunged(existing, modSeq));
  }
}
