package org.godwit.imap.response;

import java.util.Arrays;

/**
 * Numbers in a given order as {@code sequence-set}: neighbours that count up become a range, so the order is kept (RFC 5267, 3.2).
 * Immutable; eight octets a range.
 */
public final class NumberRuns {

  /** first0, last0, first1, last1, ... */
  private final int[] bounds;

  private NumberRuns(int[] bounds) {
    this.bounds = bounds;
  }

  /** The numbers from one index to before another. */
  public static NumberRuns of(int[] numbers, int from, int to) {
    int[] bounds = new int[16];
    int length = 0;
    for (int i = from; i < to; i++) {
      if (length > 0 && bounds[length - 1] + 1 == numbers[i]) {
        bounds[length - 1]++;
        continue;
      }
      if (length == bounds.length) {
        bounds = Arrays.copyOf(bounds, length * 2);
      }
      bounds[length++] = numbers[i];
      bounds[length++] = numbers[i];
    }
    return new NumberRuns(Arrays.copyOf(bounds, length));
  }

  public boolean isEmpty() {
    return bounds.length == 0;
  }

  /** How many ranges. */
  int count() {
    return bounds.length / 2;
  }

  /** Writes one range, with a comma before it if it is not the first. */
  void write(ResponseWriter out, int range) {
    out.raw(range == 0 ? "" : ",").number(bounds[2 * range]);
    if (bounds[2 * range] != bounds[2 * range + 1]) {
      out.raw(":").number(bounds[2 * range + 1]);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NumberRuns runs && Arrays.equals(bounds, runs.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  /** As on the wire. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    for (int i = 0; i < bounds.length; i += 2) {
      text.append(i == 0 ? "" : ",").append(bounds[i]);
      if (bounds[i] != bounds[i + 1]) {
        text.append(':').append(bounds[i + 1]);
      }
    }
    return text.toString();
  }
}
