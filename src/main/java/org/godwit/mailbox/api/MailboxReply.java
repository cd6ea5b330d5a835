package org.godwit.mailbox.api;

import org.godwit.account.AccountState;
import org.godwit.account.MailboxEntry;
import org.godwit.account.MailboxState;
import org.godwit.mail.UidSet;
import org.godwit.mail.UidValidity;

/** What the owner of an account answers. Everything in it is durable. */
public sealed interface MailboxReply {

  /** The account's mailboxes and subscriptions; their messages may or may not be resident. */
  record Catalogue(AccountState state) implements MailboxReply {}

  /**
   * A mailbox with its messages resident.
   *
   * @param recentFrom messages with this UID or a higher one, of those in {@code mailbox}, are {@code \Recent} for the session
   *     that asked to take them; UIDNEXT if none is
   */
  record Selected(MailboxEntry mailbox, int recentFrom) implements MailboxReply {
    /** Its messages. */
    public MailboxState messages() {
      return mailbox.messages();
    }
  }

  /** The mailbox as it was made. */
  record Created(MailboxEntry mailbox) implements MailboxReply {}

  /** It is done. */
  record Done() implements MailboxReply {}

  /** UIDs given, ascending in the order of the messages (APPENDUID, RFC 9051, 7.1). */
  record Appended(UidValidity uidValidity, UidSet uids) implements MailboxReply {}

  /**
   * UIDs of originals and copies, both ascending and of the same number (COPYUID).
   *
   * @param uidValidity of the target
   */
  record Copied(UidValidity uidValidity, UidSet from, UidSet to) implements MailboxReply {}

  /**
   * @param changed messages whose flags now are as asked for, with modification sequence {@code modSeq}
   * @param modified messages left alone because they changed too recently
   * @param modSeq the new modification sequence; 0 if nothing changed
   * @param messages the mailbox after the change
   */
  record Stored(UidSet changed, UidSet modified, long modSeq, MailboxState messages) implements MailboxReply {}

  /** @param modSeq the modification sequence of the expunge; the mailbox's highest if nothing was */
  record Expunged(UidSet uids, long modSeq) implements MailboxReply {}
}
