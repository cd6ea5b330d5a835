package org.godwit.mailbox;

import java.util.List;
import java.util.Set;
import org.godwit.account.JournalRecord.MailboxCreated;
import org.godwit.mail.MailboxId;
import org.godwit.mail.MailboxName;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;
import org.godwit.mailbox.api.MailboxReply.Created;
import org.godwit.mailbox.api.MailboxRequest;

/** CREATE (RFC 9051, 6.3.4) with special uses (RFC 6154, 3). */
final class CreateDecider {

  /** Uses that a mailbox can be created for; {@code \All} and {@code \Flagged} would be views, which there are none of. */
  private static final Set<String> SPECIAL_USES =
      Set.of("\\Archive", "\\Drafts", "\\Important", "\\Junk", "\\Sent", "\\Trash");

  private CreateDecider() {}

  static Decision<Created> decide(MailboxRequest.Create request, Situation situation) {
    if (situation.find(request.mailbox()).isPresent()) {
      throw new MailboxFailure(Kind.ALREADYEXISTS, "The mailbox exists already");
    }
    if (situation.state().mailboxes().size() >= situation.limits().mailboxesMax()) {
      throw new MailboxFailure(Kind.LIMIT, "No more than " + situation.limits().mailboxesMax() + " mailboxes");
    }
    checkSpecialUse(request.specialUse(), situation);
    var created = created(request.mailbox(), request.specialUse(), situation);
    return Decision.write(List.of(created),
        state -> new Created(state.mailbox(created.mailbox()).orElseThrow(Situation::noSuchMailbox)));
  }

  /** The record of a new mailbox. */
  static MailboxCreated created(MailboxName name, Set<String> specialUse, Situation situation) {
    return new MailboxCreated(new MailboxId(situation.state().counters().nextMailboxId()), name,
        situation.state().nextUidValidity(situation.now().getEpochSecond()), specialUse, situation.nextModSeq());
  }

  private static void checkSpecialUse(Set<String> uses, Situation situation) {
    for (String use : uses) {
      if (!SPECIAL_USES.contains(use)) {
        throw new MailboxFailure(Kind.USEATTR, "No mailbox can be created for the use " + use);
      }
      if (situation.state().mailboxes().stream().anyMatch(other -> other.specialUse().contains(use))) {
        throw new MailboxFailure(Kind.USEATTR, "Another mailbox has the use " + use);
      }
    }
  }
}
