package org.godwit.account;

import org.godwit.mail.Flags;
import org.godwit.mail.MailboxId;
import org.godwit.mail.UidSet;

/** Puts a mailbox together from its rows: checkpoint index and baseline. One thread. */
public final class MailboxBuilder {
  private final MailboxAppender rows;
  private final MailboxCounts counts;
  private VanishedLog vanished;

  /** For a mailbox with these numbers; what follows from the messages themselves is counted anew. */
  public MailboxBuilder(MailboxId id, int uidNext, long highestModSeq, int recentFrom, long vanishedForgotten) {
    this(MailboxState.empty(id, MailboxCounts.EMPTY), MailboxCounts.EMPTY.restored(uidNext, highestModSeq, recentFrom),
        VanishedLog.forgottenUpTo(vanishedForgotten));
  }

  private MailboxBuilder(MailboxState base, MailboxCounts counts, VanishedLog vanished) {
    this.rows = base.appender();
    this.counts = counts;
    this.vanished = vanished;
  }

  /** Adds a message behind the others. @throws IllegalStateException if UIDs do not ascend */
  public MailboxBuilder add(MessageRow row) {
    return add(row.uid(), row.flags(), row.modSeq(), row.internalDate(), row.saveDate(), row.emailId(), row.body(),
        row.summary());
  }

  /** As {@link #add(MessageRow)}, for a million messages in a row. */
  public MailboxBuilder add(int uid, Flags flags, long modSeq, long internalDate, int saveDate, long emailId, Extent body,
      long summary) {
    rows.add(uid, flags, modSeq, internalDate, saveDate, emailId, body, summary);
    return this;
  }

  /** Adds expunged UIDs behind the others. */
  public MailboxBuilder addVanished(UidSet uids, long modSeq) {
    vanished = vanished.plus(uids, modSeq);
    return this;
  }

  /** The mailbox. @throws IllegalStateException if UIDNEXT is not above its UIDs */
  public MailboxState build() {
    var state = rows.done();
    if (state.uidNext() > counts.uidNext()) {
      throw new IllegalStateException("UIDNEXT " + counts.uidNext() + " with UID " + (state.uidNext() - 1));
    }
    var restored = state.counts().restored(counts.uidNext(), counts.highestModSeq(), counts.recentFrom());
    return state.withChunks(state.trimmedChunks(), vanished, restored);
  }
}
