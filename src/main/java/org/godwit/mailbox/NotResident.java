package org.godwit.mailbox;

import org.godwit.mail.MailboxId;

/** Ends a decision that needs a mailbox whose messages are not in memory: load it and decide again. Not a fault. */
final class NotResident extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient MailboxId mailbox;

  NotResident(MailboxId mailbox) {
    super("mailbox " + mailbox + " is not resident", null, false, false);
    this.mailbox = mailbox;
  }

  MailboxId mailbox() {
    return mailbox;
  }
}
