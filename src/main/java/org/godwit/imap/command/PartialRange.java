package org.godwit.imap.command;

/**
 * A page of a result (RFC 9394, 3.1): positions from 1, or from the end where negative. As given, in either order; both of
 * one sign, each from 1 to 2^32-1 in size.
 */
public record PartialRange(long one, long other) {

  public PartialRange {
    if (one == 0 || other == 0 || one < 0 != other < 0) {
      throw new IllegalArgumentException("partial range " + one + ":" + other);
    }
  }

  /** Whether it counts from the end. */
  public boolean fromEnd() {
    return one < 0;
  }

  /** Index, from 0, of the first result in the page, for a result of {@code size} messages; not above {@code size}. */
  public int start(int size) {
    long first = fromEnd() ? size + Math.min(one, other) : Math.min(one, other) - 1;
    return (int) Math.clamp(first, 0L, size);
  }

  /** Index behind the page's last result; not below {@link #start}. */
  public int end(int size) {
    long end = fromEnd() ? size + Math.max(one, other) + 1 : Math.max(one, other);
    return (int) Math.clamp(end, 0L, size);
  }

  /** As on the wire, and as the answer repeats it. */
  @Override
  public String toString() {
    return one + ":" + other;
  }
}
