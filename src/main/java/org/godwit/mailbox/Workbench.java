package org.godwit.mailbox;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Executor;
import org.godwit.storage.AccountStore;
import org.godwit.storage.DiskRoom;

/** What the accounts of one event loop share. */
interface Workbench {

  /** Opens an account's store. Blocks: worker only. */
  AccountStore open(String account) throws IOException;

  /** Closes a store that was opened. Blocks: worker only. */
  void close(String account, AccountStore store);

  /** Blocking work for one more account. */
  SerialWork serialWork();

  /** The event loop itself: runs after what is queued there now. */
  Executor eventLoop();

  Limits limits();

  Clock clock();

  ChangeFeed changes();

  /** Whether the data directory is there: if not, there is no use in writing. */
  boolean hasData();

  /** Whether there is room for mail. */
  DiskRoom room();

  /** Where it is told which accounts cannot be opened. */
  Openings openings();

  /** The account is closed, on the event loop; a new owner may open it. */
  void closed(AccountOwner owner);
}
