package org.godwit.mailbox.api;

import org.godwit.mail.MailboxId;

/** The store as protocols see it. Safe on any event loop; answers come back on the context that asked. */
public interface MailboxClient extends MailboxRequests, MailFiles {

  /**
   * Calls the listener, on the context of the caller, after each change of a mailbox: its messages, or that it is gone. A hint
   * to ask with {@link MailboxRequest.Sync}; several changes may come as one call.
   */
  Watch watch(String account, MailboxId mailbox, Runnable listener);

  /** A mailbox that is watched. */
  interface Watch {
    /**
     * Whether the mailbox may have changed since the last call of this, or since {@link #watch}. Never false once a change was
     * acknowledged to anybody, also where the listener was not called yet. Where news may be late, as of a mailbox that another node
     * serves, always true. On the context that watches.
     */
    default boolean takeNews() {
      return true;
    }

    /** No call comes afterwards, except one already on its way. Idempotent. */
    void end();
  }
}
