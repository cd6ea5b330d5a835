package org.godwit.mailbox;

import java.time.Instant;
import java.util.Optional;
import org.godwit.account.AccountState;
import org.godwit.account.MailboxEntry;
import org.godwit.account.MailboxState;
import org.godwit.mail.MailboxId;
import org.godwit.mail.MailboxName;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxFailure.Kind;

/**
 * What a decision is made from.
 *
 * @param state the newest state, also of changes that are still on their way to disk
 * @param shown what readers are shown: the state on disk
 * @param now the clock's time
 * @param limits the bounds
 */
record Situation(AccountState state, AccountState shown, Instant now, Limits limits) {

  /** The modification sequence of what is decided now. */
  long nextModSeq() {
    return state.counters().modSeq() + 1;
  }

  /** Now, as save dates are kept: seconds since 1970, unsigned 32 bits. */
  int saveDate() {
    return (int) now.getEpochSecond();
  }

  Optional<MailboxEntry> find(MailboxName name) {
    return state.mailbox(name);
  }

  /** The mailbox that a client named as the one to act on. */
  MailboxEntry existing(MailboxName name) {
    return find(name).orElseThrow(() -> noSuchMailbox());
  }

  /** The mailbox that a session has selected. */
  MailboxEntry existing(MailboxId id) {
    return state.mailbox(id).orElseThrow(() -> new MailboxFailure(Kind.NONEXISTENT, "The mailbox has been deleted"));
  }

  /** The mailbox that a client named as the target of messages. */
  MailboxEntry target(MailboxName name) {
    return find(name).orElseThrow(() -> new MailboxFailure(Kind.TRYCREATE, "There is no such mailbox; create it first"));
  }

  /** Its messages. @throws NotResident if they must be loaded first */
  MailboxState messages(MailboxEntry entry) {
    if (!entry.isResident()) {
      throw new NotResident(entry.id());
    }
    return entry.messages();
  }

  static MailboxFailure noSuchMailbox() {
    return new MailboxFailure(Kind.NONEXISTENT, "There is no such mailbox");
  }
}
