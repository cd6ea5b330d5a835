package org.godwit.search;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Puts found messages in order (RFC 5256, 3). Safe to share. */
public final class Sorter {

  private final Workers workers;

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
    var keys = new SortKeys(orders, matches.rows(), rows.length);
    if (orders.stream().anyMatch(order -> order.by().needsSummary())) {
      return new SummaryFeed(workers, source, rows, progress).forEach(keys::add).chain(() -> workers.run(keys::sorted));
    }
    return workers.run(() -> {
      for (int row : rows) {
        keys.add(row, null);
      }
      return keys.sorted();
    });
  }
}
