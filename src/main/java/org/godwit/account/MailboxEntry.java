package org.godwit.account;

import java.util.Set;
import org.godwit.mail.MailboxId;
import org.godwit.mail.MailboxName;
import org.godwit.mail.UidValidity;

/**
 * A mailbox in the account's catalogue: everything that LIST and STATUS want, and its messages if they are in memory.
 *
 * @param counts always up to date, resident or not
 * @param messages null while the mailbox is not resident
 */
public record MailboxEntry(MailboxId id, MailboxName name, UidValidity uidValidity, Set<String> specialUse,
    MailboxCounts counts, MailboxState messages) {

  public MailboxEntry {
    specialUse = Set.copyOf(specialUse);
    if (messages != null && !messages.counts().equals(counts)) {
      throw new IllegalArgumentException("counts of " + id + ": " + counts + " and " + messages.counts());
    }
  }

  public boolean isResident() {
    return messages != null;
  }

  MailboxEntry withName(MailboxName newName, long modSeq) {
    return new MailboxEntry(id, newName, uidValidity, specialUse, counts, messages).withCounts(counts.withModSeq(modSeq));
  }

  MailboxEntry withSpecialUse(Set<String> uses, long modSeq) {
    return new MailboxEntry(id, name, uidValidity, uses, counts, messages).withCounts(counts.withModSeq(modSeq));
  }

  MailboxEntry withMessages(MailboxState state) {
    return new MailboxEntry(id, name, uidValidity, specialUse, state.counts(), state);
  }

  MailboxEntry withCounts(MailboxCounts newCounts) {
    var state = messages == null ? null : messages.withCounts(newCounts);
    return new MailboxEntry(id, name, uidValidity, specialUse, newCounts, state);
  }

  MailboxEntry evicted() {
    return new MailboxEntry(id, name, uidValidity, specialUse, counts, null);
  }
}
