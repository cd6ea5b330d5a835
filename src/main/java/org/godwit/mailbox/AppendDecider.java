package org.godwit.mailbox;

import java.util.ArrayList;
import java.util.List;
import org.godwit.account.Content;
import org.godwit.account.JournalRecord;
import org.godwit.account.JournalRecord.MessageAdded;
import org.godwit.account.JournalRecord.MessagesExpunged;
import org.godwit.account.MailboxEntry;
import org.godwit.mail.InternalDate;
import org.godwit.mail.Uid;
import org.godwit.mail.UidSet;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.godwit.mailbox.api.MailboxReply.Appended;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.mailbox.api.NewMessage;

/** APPEND of one or more messages (RFC 9051, 6.3.12; RFC 3502) and REPLACE (RFC 8508): all in one step. */
final class AppendDecider {

  private final Situation situation;
  private final MailboxEntry target;
  private final List<JournalRecord> records = new ArrayList<>();
  private final UidSet.Builder uids = new UidSet.Builder();
  private int nextUid;
  private long nextEmailId;
  private int nextBodyFile;

  private AppendDecider(Situation situation, MailboxEntry target) {
    this.situation = situation;
    this.target = target;
    this.nextUid = target.counts().uidNext();
    this.nextEmailId = situation.state().counters().nextEmailId();
    this.nextBodyFile = situation.state().counters().nextBodyFile();
  }

  static Decision<Appended> decide(MailboxRequest.Append request, Situation situation) {
    var target = situation.target(request.mailbox());
    var decider = new AppendDecider(situation, target);
    request.messages().forEach(decider::add);
    request.replaces().ifPresent(decider::expunge);
    return Decision.writeAnswering(decider.records, new Appended(target.uidValidity(), decider.uids.build()));
  }

  private void add(NewMessage message) {
    checkSize(message.body().length());
    if (!message.flags().keywords().isEmpty()) {
      KeywordRules.check(message.flags(), situation.messages(target), situation.limits());
    }
    int uid = Math.max(nextUid, message.uid());
    if (uid >= Uid.MAX) {
      throw new MailboxFailure(Kind.LIMIT, "The mailbox has given out all its UIDs");
    }
    nextUid = uid + 1;
    uids.add(uid);
    var date = message.internalDate().orElseGet(() -> InternalDate.of(situation.now()));
    records.add(new MessageAdded(target.id(), uid, situation.nextModSeq(), message.flags(), date.packed(),
        situation.saveDate(), nextEmailId++, content(message.body()), new Content.Inline(message.summary())));
  }

  private void checkSize(long octets) {
    if (octets > situation.limits().messageBytesMax()) {
      throw new MailboxFailure(Kind.TOOBIG,
          "A message may have " + situation.limits().messageBytesMax() + " octets, this one has " + octets);
    }
  }

  private Content content(NewMessage.Body body) {
    return switch (body) {
      case NewMessage.Small small -> new Content.Inline(small.octets());
      case NewMessage.Received received -> new Content.Incoming(received.name(), nextBodyFile++, received.head(), received.length());
    };
  }

  private void expunge(MailboxRequest.MessageOf replaced) {
    var entry = situation.existing(replaced.mailbox());
    if (situation.messages(entry).indexOf(replaced.uid()) < 0) {
      throw new MailboxFailure(Kind.NONEXISTENT, "The message to be replaced is gone");
    }
    records.add(new MessagesExpunged(entry.id(), UidSet.of(replaced.uid()), situation.nextModSeq()));
  }
}
