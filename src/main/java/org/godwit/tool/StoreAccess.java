package org.godwit.tool;

import org.godwit.config.Settings;
import org.godwit.mailbox.api.MailFiles;
import org.godwit.mailbox.api.MailboxRequests;

/** How a command reaches accounts, whether a server runs or not. Not on an event loop. */
public interface StoreAccess extends AutoCloseable {

  MailboxRequests requests();

  MailFiles files();

  /** Lets go of the accounts; blocks. */
  @Override
  void close();

  /** Opens the accounts of a data directory; blocks. */
  @FunctionalInterface
  interface Opener {
    /** @throws ToolFailure if they cannot be reached */
    StoreAccess open(Settings settings);
  }
}
