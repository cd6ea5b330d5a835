package org.godwit.mailbox;

import java.util.ArrayList;
import java.util.List;
import org.godwit.account.JournalRecord;
import org.godwit.account.JournalRecord.MessagesCopied;
import org.godwit.account.JournalRecord.MessagesExpunged;
import org.godwit.mail.Uid;
import org.godwit.mail.UidSet;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.godwit.mailbox.api.MailboxReply.Copied;
import org.godwit.mailbox.api.MailboxRequest;

/** COPY (RFC 9051, 6.4.7) and MOVE (6.4.8): bodies are shared, nothing is read or written anew. */
final class CopyDecider {

  private CopyDecider() {}

  static Decision<Copied> decide(MailboxRequest.Copy request, Situation situation) {
    var source = situation.existing(request.from());
    var target = situation.target(request.to());
    var uids = situation.messages(source).existing(request.uids());
    if (uids.isEmpty()) {
      return Decision.writeAnswering(List.of(), new Copied(target.uidValidity(), UidSet.EMPTY, UidSet.EMPTY));
    }
    int first = target.counts().uidNext();
    if (first > Uid.MAX - uids.size()) {
      throw new MailboxFailure(Kind.LIMIT, "The mailbox has given out all its UIDs");
    }
    long modSeq = situation.nextModSeq();
    var records = new ArrayList<JournalRecord>();
    records.add(new MessagesCopied(source.id(), uids, target.id(), first, modSeq, situation.saveDate()));
    if (request.move()) {
      records.add(new MessagesExpunged(source.id(), uids, modSeq));
    }
    return Decision.writeAnswering(records,
        new Copied(target.uidValidity(), uids, UidSet.range(first, first + uids.size() - 1)));
  }
}
