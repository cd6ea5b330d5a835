package org.godwit.mailbox.api;

import io.smallrye.mutiny.Uni;

/** What is read and written of accounts' files without asking their owners. */
public interface MailFiles {

  /** Begins to receive a large body, which a {@link MailboxRequest.Append} may adopt. */
  Uni<IncomingBody> receive(String account);

  /**
   * Gives a body that was received for one account to another as well, before the first has adopted it: its octets are on disk once,
   * where the file system can do that.
   *
   * @param body as {@link IncomingBody#finish} gave it
   * @return what {@code to} may adopt
   */
  Uni<NewMessage.Received> share(String from, NewMessage.Received body, String to);

  /** Reads what the account's records point to. */
  MailReader reader(String account);
}
