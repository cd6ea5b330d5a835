package org.godwit.mailbox;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.godwit.account.JournalRecord;
import org.godwit.account.JournalRecord.MailboxesRenamed;
import org.godwit.account.JournalRecord.MessagesCopied;
import org.godwit.account.JournalRecord.MessagesExpunged;
import org.godwit.account.JournalRecord.NewName;
import org.godwit.mail.InvalidMailboxNameException;
import org.godwit.mail.MailboxName;
import org.godwit.mail.Uid;
import org.godwit.mail.UidSet;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.godwit.mailbox.api.MailboxReply.Done;
import org.godwit.mailbox.api.MailboxRequest;

/** RENAME (RFC 9051, 6.3.6): a mailbox with all below it; INBOX stays and gives its messages away. */
final class RenameDecider {

  private RenameDecider() {}

  static Decision<Done> decide(MailboxRequest.Rename request, Situation situation) {
    if (request.to().isInbox() || situation.find(request.to()).isPresent()) {
      throw new MailboxFailure(Kind.ALREADYEXISTS, "The target mailbox exists already");
    }
    if (request.from().isInbox()) {
      return Decision.writeAnswering(inboxMoved(request.to(), situation), new Done());
    }
    if (request.to().isBelow(request.from())) {
      throw new MailboxFailure(Kind.CANNOT, "A mailbox cannot be moved below itself");
    }
    return Decision.writeAnswering(List.of(new MailboxesRenamed(newNames(request, situation), situation.nextModSeq())),
        new Done());
  }

  private static List<NewName> newNames(MailboxRequest.Rename request, Situation situation) {
    var names = new ArrayList<NewName>();
    var leaving = new HashSet<MailboxName>();
    for (var entry : situation.state().mailboxes()) {
      if (entry.name().equals(request.from()) || entry.name().isBelow(request.from())) {
        names.add(new NewName(entry.id(), moved(entry.name(), request)));
        leaving.add(entry.name());
      }
    }
    if (names.isEmpty()) {
      throw Situation.noSuchMailbox();
    }
    for (NewName name : names) {
      if (situation.find(name.name()).isPresent() && !leaving.contains(name.name())) {
        throw new MailboxFailure(Kind.ALREADYEXISTS, "A mailbox below the target exists already");
      }
    }
    return names;
  }

  private static MailboxName moved(MailboxName name, MailboxRequest.Rename request) {
    try {
      return name.moved(request.from(), request.to());
    } catch (InvalidMailboxNameException e) {
      throw new MailboxFailure(Kind.CANNOT, e.getMessage());
    }
  }

  private static List<JournalRecord> inboxMoved(MailboxName to, Situation situation) {
    var inbox = situation.existing(MailboxName.INBOX);
    var messages = situation.messages(inbox);
    var created = CreateDecider.created(to, Set.of(), situation);
    var records = new ArrayList<JournalRecord>(List.of(created));
    var all = messages.existing(UidSet.range(1, Uid.MAX));
    if (!all.isEmpty()) {
      long modSeq = situation.nextModSeq();
      records.add(new MessagesCopied(inbox.id(), all, created.mailbox(), 1, modSeq, situation.saveDate()));
      records.add(new MessagesExpunged(inbox.id(), all, modSeq));
    }
    return records;
  }
}
