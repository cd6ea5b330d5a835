package org.godwit.mailbox;

import io.smallrye.mutiny.Uni;
import org.godwit.mailbox.api.IncomingBody;
import org.godwit.mailbox.api.MailReader;

/** What a node reads and writes of accounts' files without asking their owner. Safe on any event loop. */
interface AccountFiles {

  /** See {@link org.godwit.mailbox.api.MailboxClient#receive}. */
  Uni<IncomingBody> receive(String account);

  /** See {@link org.godwit.mailbox.api.MailboxClient#reader}. */
  MailReader reader(String account);
}
