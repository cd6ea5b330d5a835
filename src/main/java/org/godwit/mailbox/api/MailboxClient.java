package org.godwit.mailbox.api;

import org.godwit.mail.MailboxId;

/** The store as protocols see it. Safe on any event loop; answers come back on the context that asked. */
public interface MailboxClient extends MailboxRequests, MailFiles {

  /**
   * Calls the listener, on the context of the caller, after each change of a mailbox: its messages, or that it is gone. A hint
   * to ask with {@link MailboxRequest.Sync}; several changes may come as one call.
   */
  Watch watch(String account, MailboxId mailbox, Runnable listener);

  /** Ends the calls. */
  interface Watch {
    /** No call comes afterwards, except one already on its way. Idempotent. */
    void end();
  }
}
