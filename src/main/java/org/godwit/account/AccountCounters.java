package org.godwit.account;

import org.godwit.mail.MailboxId;
import org.godwit.mail.UidValidity;

/**
 * What an account hands out, so that nothing is handed out twice.
 *
 * @param nextMailboxId id of the next mailbox
 * @param modSeq the highest modification sequence given so far; 63 bits (RFC 7162, 3.1)
 * @param lastUidValidity the highest UIDVALIDITY given so far
 * @param nextEmailId id of the next message content
 * @param nextBodyFile number of the next body file
 */
public record AccountCounters(long nextMailboxId, long modSeq, long lastUidValidity, long nextEmailId,
    int nextBodyFile) {

  /** An account in which nothing happened yet. */
  public static final AccountCounters START = new AccountCounters(1, 0, 0, 1, 1);

  AccountCounters withModSeq(long given) {
    return new AccountCounters(nextMailboxId, Math.max(modSeq, given), lastUidValidity, nextEmailId, nextBodyFile);
  }

  AccountCounters withMailbox(MailboxId id, UidValidity given) {
    return new AccountCounters(Math.max(nextMailboxId, id.value() + 1), modSeq,
        Math.max(lastUidValidity, given.value()), nextEmailId, nextBodyFile);
  }

  AccountCounters withMessage(long emailId, Extent body) {
    int file = body.isBodyFile() ? Math.max(nextBodyFile, -body.segment() + 1) : nextBodyFile;
    return new AccountCounters(nextMailboxId, modSeq, lastUidValidity, Math.max(nextEmailId, emailId + 1), file);
  }
}
