package org.godwit.mailbox.api;

import io.smallrye.mutiny.Uni;

/** Whoever passes requests to the owners of accounts. */
public interface MailboxRequests {

  /** Asks the owner of the account. Fails with {@link MailboxFailure}. */
  <R extends MailboxReply> Uni<R> send(MailboxRequest<R> request);
}
