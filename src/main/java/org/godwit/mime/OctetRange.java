package org.godwit.mime;

/** Octets {@code start} (inclusive) to {@code end} (exclusive) of a message. */
public record OctetRange(long start, long end) {
  public OctetRange {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("range " + start + " to " + end);
    }
  }

  /** Octets in the range. */
  public long length() {
    return end - start;
  }
}
