package org.godwit.search;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;

/** Puts found messages in order (RFC 5256, 3), and keeps for some time what it sorted by. Safe to share. */
public final class Sorter {

  private final Workers workers;
  private final KeyCache cache = new KeyCache();

  public Sorter(Workers workers) {
    this.workers = workers;
  }

  /**
   * The indexes of the rows found, in order; equal ones in mailbox order. Memory: see {@link SortKeys}.
   *
   * <p>Fails with {@link SearchLimitException} if that is too much, with {@link org.godwit.mailbox.api.MailboxFailure} if the store
   * cannot be read, and as {@code progress} does.
   *
   * @param orders the first decides, the next where it does not
   */
  public Uni<int[]> sort(SearchSource source, Matches matches, List<SortOrder> orders, Progress progress) {
    int[] rows = matches.indexes();
    if (rows.length <= KeyCache.MESSAGES_MAX) {
      return new KeptSort(workers, cache, source, matches, orders).run(progress);
    }
    var keys = new SortKeys(orders, matches.rows(), rows.length);
    if (orders.stream().anyMatch(order -> order.by().needsSummary())) {
      return new SummaryFeed(workers, source, rows, progress).forEach(keys::add).chain(() -> workers.run(keys::sorted));
    }
    return workers.run(() -> {
      for (int row : rows) {
        keys.add(row, Map.of());
      }
      return keys.sorted();
    });
  }
}
