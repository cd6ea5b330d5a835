package org.godwit.storage.checkpoint;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/** Old to new positions of summaries; whatever did not move stays. Immutable once {@link #sorted}. */
final class SummaryMoves implements LongUnaryOperator {

  private static final SummaryMoves NONE = new SummaryMoves(0);

  private long[] from;
  private long[] to;
  private int count;

  SummaryMoves(int capacity) {
    from = new long[capacity];
    to = new long[capacity];
  }

  static SummaryMoves none() {
    return NONE;
  }

  void add(long old, long now) {
    from[count] = old;
    to[count++] = now;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Ready for look-ups. Of equal old positions the first one's new position counts. */
  SummaryMoves sorted() {
    var order = new Integer[count];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Long.compare(from[a], from[b]));
    var result = new SummaryMoves(count);
    for (int at : order) {
      if (result.count == 0 || result.from[result.count - 1] != from[at]) {
        result.add(from[at], to[at]);
      }
    }
    result.from = Arrays.copyOf(result.from, result.count);
    result.to = Arrays.copyOf(result.to, result.count);
    return result;
  }

  @Override
  public long applyAsLong(long position) {
    int at = Arrays.binarySearch(from, position);
    return at >= 0 ? to[at] : position;
  }
}
