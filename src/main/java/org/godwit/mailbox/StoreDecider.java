package org.godwit.mailbox;

import java.util.List;
import org.godwit.account.AccountState;
import org.godwit.account.JournalRecord;
import org.godwit.account.JournalRecord.FlagsChanged;
import org.godwit.account.JournalRecord.FlagsMode;
import org.godwit.account.MailboxState;
import org.godwit.account.MailboxState;
import org.godwit.mail.MailboxId;
import org.godwit.mail.UidSet;
import org.godwit.mailbox.api.MailboxReply.Stored;
import org.godwit.mailbox.api.MailboxRequest;

/** STORE (RFC 9051, 6.4.6) with UNCHANGEDSINCE (RFC 7162, 3.1.3). Messages that have the flags already are not touched. */
final class StoreDecider {

  private StoreDecider() {}

  static Decision<Stored> decide(MailboxRequest.Store request, Situation situation) {
    var entry = situation.existing(request.mailbox());
    var messages = situation.messages(entry);
    if (request.mode() != FlagsMode.REMOVE) {
      KeywordRules.check(request.flags(), messages, situation.limits());
    }
    var existing = messages.existing(request.uids());
    var modified = existing.filter(uid -> !request.condition().isMet(uid, messages.modSeq(messages.indexOf(uid))));
    var wanted = modified.isEmpty() ? existing : existing.filter(uid -> !modified.contains(uid));
    var differing = wanted.filter(uid -> differs(request, messages, messages.indexOf(uid), situation.limits()));
    if (differing.isEmpty()) {
      return Decision.write(List.of(), state -> new Stored(wanted, modified, 0, after(state, entry.id())));
    }
    long modSeq = situation.nextModSeq();
    List<JournalRecord> records =
        List.of(new FlagsChanged(entry.id(), differing, request.mode(), request.flags(), modSeq));
    return Decision.write(records, state -> new Stored(wanted, modified, modSeq, after(state, entry.id())));
  }

  private static boolean differs(MailboxRequest.Store request, MailboxState messages, int index, Limits limits) {
    var old = messages.flags(index);
    var changed = request.mode().change(old, request.flags());
    if (changed.keywords().size() > old.keywords().size()) {
      KeywordRules.check(changed, messages, limits);
    }
    return !changed.equals(old);
  }

  private static MailboxState after(AccountState state, MailboxId id) {
    return state.mailbox(id).orElseThrow(Situation::noSuchMailbox).messages();
  }
}
