package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.Callable;
import org.godwit.search.Workers;

/**
 * Work that is done at once where it is little, so that a small command never waits behind somebody's long one; and by workers where it
 * would keep the event loop from others.
 *
 * @param itemsMax as much is little: a millisecond or less
 */
record LongWork(Workers workers, int itemsMax) {

  /** Ranges of UIDs that are written down at once. */
  static LongWork ofRanges(Workers workers) {
    return new LongWork(workers, 2000);
  }

  /** Mailboxes of which a LIST is made at once. */
  static LongWork ofMailboxes(Workers workers) {
    return new LongWork(workers, 100);
  }

  /**
   * Does it; completes on the context that asked.
   *
   * @param items how much it is
   * @param job reads immutable values only
   */
  <T> Uni<T> run(int items, Callable<T> job) {
    return (items > itemsMax ? workers : Workers.direct()).run(job);
  }
}
