package org.godwit.mailbox.api;

import io.smallrye.mutiny.Uni;
import org.godwit.mail.MailboxId;

/** The store as protocols see it. Safe on any event loop; answers come back on the context that asked. */
public interface MailboxClient {

  /** Asks the owner of the account. Fails with {@link MailboxFailure}. */
  <R extends MailboxReply> Uni<R> send(MailboxRequest<R> request);

  /**
   * Calls the listener, on the context of the caller, after each change of a mailbox: its messages, or that it is gone. A hint
   * to ask with {@link MailboxRequest.Sync}; several changes may come as one call.
   */
  Watch watch(String account, MailboxId mailbox, Runnable listener);

  /** Begins to receive a large body. */
  Uni<IncomingBody> receive(String account);

  /** Reads what the account's records point to. */
  MailReader reader(String account);

  /** Ends the calls. */
  interface Watch {
    /** No call comes afterwards, except one already on its way. Idempotent. */
    void end();
  }
}
