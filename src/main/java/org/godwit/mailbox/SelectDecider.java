package org.godwit.mailbox;

import java.util.List;
import org.godwit.account.JournalRecord.RecentTaken;
import org.godwit.account.MailboxEntry;
import org.godwit.mail.MailboxId;
import org.godwit.mailbox.api.MailboxReply.Selected;
import org.godwit.mailbox.api.MailboxRequest;

/** SELECT, EXAMINE, and the refresh before each later command (RFC 9051, 6.3.2). */
final class SelectDecider {

  private SelectDecider() {}

  static Decision<Selected> select(MailboxRequest.Select request, Situation situation) {
    return decide(situation.existing(request.mailbox()), request.takeRecent(), situation);
  }

  static Decision<Selected> sync(MailboxRequest.Sync request, Situation situation) {
    return decide(situation.existing(request.mailbox()), request.takeRecent(), situation);
  }

  private static Decision<Selected> decide(MailboxEntry entry, boolean takeRecent, Situation situation) {
    situation.messages(entry);
    int recentFrom = entry.counts().recentFrom();
    int recentTo = shownUidNext(entry, situation);
    if (!takeRecent || recentFrom >= recentTo) {
      return Decision.read(state -> selected(state.mailbox(entry.id()), entry.id(), Integer.MAX_VALUE));
    }
    // nobody is promised that a message is \Recent only once across a crash (RFC 3501, 2.3.2: "if possible")
    return Decision.unpromised(List.of(new RecentTaken(entry.id(), recentTo)),
        state -> selected(state.mailbox(entry.id()), entry.id(), recentFrom));
  }

  /** Messages that are still on their way to disk are left to the session that is shown them first. */
  private static int shownUidNext(MailboxEntry entry, Situation situation) {
    // a mailbox that is not on disk yet: the reply waits until it is, with everything in it
    return situation.shown().mailbox(entry.id()).orElse(entry).counts().uidNext();
  }

  private static Selected selected(java.util.Optional<MailboxEntry> found, MailboxId id, int recentFrom) {
    var entry = found.filter(MailboxEntry::isResident).orElseThrow(() -> new NotResident(id));
    return new Selected(entry, Math.min(recentFrom, entry.counts().uidNext()));
  }
}
