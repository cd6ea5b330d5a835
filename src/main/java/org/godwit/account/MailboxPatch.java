package org.godwit.account;

import java.util.List;
import org.godwit.account.JournalRecord.Vanished;
import org.godwit.mail.MailboxId;
import org.godwit.mail.UidSet;

/**
 * Makes the later state of a mailbox from an earlier one and a {@link MailboxDiff}, piece by piece. Several patches may begin at one state, on
 * any threads. The diff comes from another node: what does not fit is refused. One thread at a time.
 */
public final class MailboxPatch {

  private final MailboxState base;
  private final Chunk[] chunks;
  private MailboxState rest;
  private MailboxAppender added;
  private int copied = -1;

  /** @throws IllegalArgumentException if UIDs are to be removed that are not there */
  public MailboxPatch(MailboxState base, UidSet removed) {
    if (base.existing(removed).size() != removed.size()) {
      throw new IllegalArgumentException("the mailbox has not all of " + removed);
    }
    this.base = base;
    this.rest = base.without(removed, 0);
    this.chunks = rest.chunkArray().clone();
  }

  /** For somebody who has nothing yet. */
  public static MailboxPatch ofNothing(MailboxId id) {
    return new MailboxPatch(MailboxState.empty(id, MailboxCounts.EMPTY), UidSet.EMPTY);
  }

  /** Takes a message that is new or has changed; in ascending order of UIDs. @throws IllegalArgumentException if it is not */
  public void row(MessageRow row) {
    int index = added == null ? rest.indexOf(row.uid()) : -1;
    if (index >= 0) {
      replace(index, row);
      return;
    }
    if (added == null) {
      rest = rest.withChunks(chunks, base.vanished(), rest.counts());
      added = rest.appender();
    }
    try {
      added.add(row.uid(), row.flags(), row.modSeq(), row.internalDate(), row.saveDate(), row.emailId(), row.body(), row.summary());
    } catch (IllegalStateException misfit) {
      throw new IllegalArgumentException(misfit.getMessage(), misfit);
    }
  }

  private void replace(int index, MessageRow row) {
    int c = rest.chunkOf(index);
    if (c != copied) {
      chunks[c] = chunks[c].copy();
      copied = c;
    }
    chunks[c] = chunks[c].withRow(index - rest.startOf(c), rest.pack(row.flags()), row);
  }

  /**
   * The later state.
   *
   * @param anew whether {@code vanished} is all of the log
   * @param forgotten the later state's {@link VanishedLog#forgotten}
   * @param counts the later state's
   * @throws IllegalArgumentException if it does not come to these counts
   */
  public MailboxState done(boolean anew, List<Vanished> vanished, long forgotten, MailboxCounts counts) {
    var state = added == null ? rest.withChunks(chunks, base.vanished(), rest.counts()) : added.done();
    if (state.size() != counts.messages()) {
      throw new IllegalArgumentException(state.size() + " messages instead of " + counts.messages());
    }
    var log = anew ? VanishedLog.forgottenUpTo(forgotten) : base.vanished().trimmed();
    for (var entry : vanished) {
      log = log.plus(entry.uids(), entry.modSeq());
    }
    // no array has room left: whoever goes on from here takes copies
    return state.withChunks(state.trimmedChunks(), log.trimmed(), counts);
  }
}
