package org.godwit.account;

import org.godwit.mail.Flags;
import org.godwit.mail.InternalDate;

/**
 * One message's metadata, for places that handle few messages or write them out; mailboxes keep them in columns.
 *
 * @param internalDate as {@link InternalDate#packed}
 * @param saveDate seconds since 1970, unsigned 32 bits
 * @param body where the message's bytes are; its length is RFC822.SIZE
 * @param summary {@link Extent#position} of the encoded summary, which knows its own length: in a journal segment (0 or
 *     more), or in the summary file with number {@code -segment};
 *     or {@link #NO_SUMMARY}
 */
public record MessageRow(int uid, Flags flags, long modSeq, long internalDate, int saveDate, long emailId, Extent body,
    long summary) {

  /** Instead of a summary's position: none is stored, it is computed from the body when needed. */
  public static final long NO_SUMMARY = Long.MIN_VALUE;
}
