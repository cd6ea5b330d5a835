package org.godwit.mailbox;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Executor;
import org.godwit.cluster.Lease;
import org.godwit.storage.AccountStore;
import org.godwit.storage.DiskRoom;

/**
 * What the store verticles of a node share.
 *
 * @param workers runs blocking work
 * @param room whether there is room for mail
 * @param tickMs how often each account is looked at
 * @param ticksPerEviction every so many ticks unselected mailboxes leave memory
 * @param accountIdleMs after how long without a request an account is closed
 * @param lease how long accounts may be believed to be this node's
 * @param place whether the data directory is there
 */
record StoreParts(Opener opener, Executor workers, Limits limits, Clock clock, ChangeFeed changes, DiskRoom room,
    long tickMs, int ticksPerEviction, long accountIdleMs, Lease lease, DataPlace place) {

  /** Opens an account's store to own it; blocks. */
  @FunctionalInterface
  interface Opener {
    AccountStore open(String account) throws IOException;

    /** The same, only while the data directory is there. */
    default Opener in(DataPlace place) {
      return account -> {
        place.require();
        return open(account);
      };
    }

    /** The store that was opened is closed again. */
    default void closed(String account) {}
  }
}
