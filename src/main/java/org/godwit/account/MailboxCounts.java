package org.godwit.account;

import org.godwit.mail.Flags;

/**
 * What STATUS tells of a mailbox, kept up to date so that it never needs the messages.
 *
 * @param octets sum of all messages' sizes
 * @param recentFrom messages with this UID or a higher one are {@code \Recent} for the next session that may take them
 */
public record MailboxCounts(int messages, int unseen, int deleted, long octets, int uidNext, long highestModSeq,
    int recentFrom) {

  /** A new mailbox. */
  public static final MailboxCounts EMPTY = new MailboxCounts(0, 0, 0, 0, 1, 0, 1);

  /** A new mailbox that was created at this modification sequence. */
  public static MailboxCounts created(long modSeq) {
    return EMPTY.withModSeq(modSeq);
  }

  /** These messages, and no UID and no modification sequence that were given already. */
  MailboxCounts notBefore(MailboxCounts known) {
    return new MailboxCounts(messages, unseen, deleted, octets, Math.max(uidNext, known.uidNext),
        Math.max(highestModSeq, known.highestModSeq), Math.max(recentFrom, known.recentFrom));
  }

  private static int isUnseen(int flags) {
    return (flags & Flags.SEEN) == 0 ? 1 : 0;
  }

  private static int isDeleted(int flags) {
    return (flags & Flags.DELETED) != 0 ? 1 : 0;
  }

  MailboxCounts plusMessage(int uid, int flags, long size, long modSeq) {
    return new MailboxCounts(messages + 1, unseen + isUnseen(flags), deleted + isDeleted(flags), octets + size, uid + 1,
        Math.max(highestModSeq, modSeq), recentFrom);
  }

  MailboxCounts minusMessage(int flags, long size) {
    return new MailboxCounts(messages - 1, unseen - isUnseen(flags), deleted - isDeleted(flags), octets - size, uidNext,
        highestModSeq, recentFrom);
  }

  MailboxCounts withFlags(int old, int now) {
    return new MailboxCounts(messages, unseen + isUnseen(now) - isUnseen(old), deleted + isDeleted(now) - isDeleted(old),
        octets, uidNext, highestModSeq, recentFrom);
  }

  MailboxCounts withModSeq(long modSeq) {
    return new MailboxCounts(messages, unseen, deleted, octets, uidNext, Math.max(highestModSeq, modSeq), recentFrom);
  }

  MailboxCounts withRecentFrom(int uid) {
    return new MailboxCounts(messages, unseen, deleted, octets, uidNext, highestModSeq, Math.max(recentFrom, uid));
  }

  MailboxCounts restored(int next, long modSeq, int recent) {
    return new MailboxCounts(messages, unseen, deleted, octets, next, modSeq, recent);
  }
}
