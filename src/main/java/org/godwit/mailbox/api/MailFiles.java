package org.godwit.mailbox.api;

import io.smallrye.mutiny.Uni;

/** What is read and written of accounts' files without asking their owners. */
public interface MailFiles {

  /** Begins to receive a large body, which a {@link MailboxRequest.Append} may adopt. */
  Uni<IncomingBody> receive(String account);

  /** Reads what the account's records point to. */
  MailReader reader(String account);
}
