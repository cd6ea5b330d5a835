package org.godwit.mailbox.routing;

import org.godwit.mail.MailboxId;
import org.godwit.mailbox.api.MailboxRequest;

/** What one node asks or tells another. */
sealed interface NodeMessage {

  /**
   * A request to the owner of an account.
   *
   * @param epoch the epoch in which the asker believes the account to be owned; 0 for any
   * @param known the number under which the owner last sent this node the mailbox that the reply may bring; 0 for none
   */
  record Call(int epoch, long known, MailboxRequest<?> request) implements NodeMessage {}

  /** The next piece of a long reply. */
  record More(long reply) implements NodeMessage {}

  /** Tell this node from now on when the mailbox changes. */
  record Watch(String account, MailboxId mailbox) implements NodeMessage {}

  /** No longer. */
  record Unwatch(String account, MailboxId mailbox) implements NodeMessage {}

  /** The mailbox has changed. */
  record Changed(String account, MailboxId mailbox) implements NodeMessage {}

  /** A POP3 session of this node wants the maildrop (RFC 1939, 4). */
  record ClaimMaildrop(String account, long claim) implements NodeMessage {}

  /** It gives it back. */
  record EndMaildrop(String account, long claim) implements NodeMessage {}
}
