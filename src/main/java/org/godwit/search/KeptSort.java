package org.godwit.search;

import io.smallrye.mutiny.Uni;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.godwit.account.MailboxState;
import org.godwit.account.OctetColumn;
import org.godwit.mail.Summary;

/**
 * A sort by keys that were kept: only summaries of messages are read whose keys were not, and these are kept too. One event loop; at
 * most one job at a time is with the workers.
 */
final class KeptSort {

  /** Messages that are put in order in a microsecond, about. */
  private static final int MESSAGES_PER_MICRO = 6;

  private final Workers workers;
  private final KeyCache cache;
  private final SearchSource source;
  private final MailboxState rows;
  private final int[] found;
  private final List<SortOrder> orders;
  private final Map<SortOrder.By, OctetColumn> columns = new EnumMap<>(SortOrder.By.class);
  private final Map<SortOrder.By, OctetColumn.Builder> fresh = new EnumMap<>(SortOrder.By.class);
  private final KeyBuffer key = new KeyBuffer();

  KeptSort(Workers workers, KeyCache cache, SearchSource source, Matches matches, List<SortOrder> orders) {
    this.workers = workers;
    this.cache = cache;
    this.source = source;
    this.rows = matches.rows();
    this.found = matches.indexes();
    this.orders = orders;
    orders.stream().map(SortOrder::by).filter(SortOrder.By::needsSummary)
        .forEach(by -> columns.put(by, cache.get(source.key(), by)));
  }

  Uni<int[]> run(Progress progress) {
    return workers.run(micros(), this::missing)
        .chain(missing -> missing.length == 0 ? Uni.createFrom().voidItem() : learn(missing, progress))
        .chain(() -> workers.run(micros(), this::sorted));
  }

  private long micros() {
    return found.length / MESSAGES_PER_MICRO;
  }

  /** The rows of which some key is not known. */
  private int[] missing() {
    var cursors = cursors();
    return Arrays.stream(found).filter(row -> !cursors.values().stream().allMatch(column -> column.moveTo(rows.uid(row)))).toArray();
  }

  private Map<SortOrder.By, OctetColumn.Cursor> cursors() {
    var cursors = new EnumMap<SortOrder.By, OctetColumn.Cursor>(SortOrder.By.class);
    columns.forEach((by, column) -> cursors.put(by, column.cursor()));
    return cursors;
  }

  private Uni<Void> learn(int[] missing, Progress progress) {
    columns.keySet().forEach(by -> fresh.put(by, new OctetColumn.Builder(missing.length)));
    return new SummaryFeed(workers, source, missing, progress).forEach(this::learn)
        .chain(() -> workers.run(this::keep));
  }

  private void learn(int row, Summary summary) {
    long octets = 0;
    for (var by : fresh.keySet()) {
      key.clear();
      key.add(by, rows, row, summary);
      fresh.get(by).add(rows.uid(row), key.octets(), 0, key.length());
      octets += fresh.get(by).length();
    }
    if (octets > SortKeys.BYTES_MAX) {
      throw new SearchLimitException("Too much to sort");
    }
  }

  private Void keep() {
    fresh.forEach((by, keys) -> {
      var all = columns.get(by).with(keys.build(), rows);
      columns.put(by, all);
      cache.put(source.key(), by, all);
    });
    return null;
  }

  private int[] sorted() {
    var cursors = cursors();
    var keys = new SortKeys(orders, rows, found.length);
    for (int row : found) {
      keys.add(row, cursors);
    }
    return keys.sorted();
  }
}
