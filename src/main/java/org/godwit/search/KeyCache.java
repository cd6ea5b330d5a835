package org.godwit.search;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.godwit.account.OctetColumn;

/**
 * What messages are sorted by, of mailboxes that were sorted lately: a message's summary never changes, and clients sort again and
 * again. Safe on any thread.
 */
final class KeyCache {

  /** Messages of a mailbox whose keys are kept; keys of larger ones are made for each command. */
  static final int MESSAGES_MAX = 1 << 16;
  /** Octets of the keys of a mailbox by one criterion. */
  static final int COLUMN_BYTES_MAX = 4 << 20;

  private static final long BYTES_MAX = 12L << 20;
  private static final Duration IDLE = Duration.ofMinutes(10);

  private record Name(TextIndex.Key mailbox, SortOrder.By by) {}

  private final Cache<Name, OctetColumn> columns = Caffeine.newBuilder().maximumWeight(BYTES_MAX)
      .weigher((Name name, OctetColumn column) -> column.weight()).expireAfterAccess(IDLE).executor(Runnable::run).build();

  /** What is kept; perhaps nothing. */
  OctetColumn get(TextIndex.Key mailbox, SortOrder.By by) {
    var kept = columns.getIfPresent(new Name(mailbox, by));
    return kept == null ? OctetColumn.EMPTY : kept;
  }

  /** Keeps it if it is not too large. */
  void put(TextIndex.Key mailbox, SortOrder.By by, OctetColumn column) {
    if (column.weight() <= COLUMN_BYTES_MAX) {
      columns.put(new Name(mailbox, by), column);
    }
  }
}
