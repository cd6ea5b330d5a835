package org.godwit.mime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds and counts line feeds eight octets at a time. Static only. */
final class Lines {
  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LINE_FEEDS = 0x0a0a0a0a0a0a0a0aL;
  private static final long LOW_SEVEN = 0x7f7f7f7f7f7f7f7fL;

  private Lines() {}

  /** The index of the first LF in {@code [from, to)}, or -1. */
  static int indexOf(byte[] bytes, int from, int to) {
    int i = from;
    for (; i <= to - 8; i += 8) {
      long found = marks((long) LONGS.get(bytes, i));
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    for (; i < to; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** The number of LFs in {@code [from, to)}. */
  static int count(byte[] bytes, int from, int to) {
    int count = 0;
    int i = from;
    for (; i <= to - 8; i += 8) {
      count += Long.bitCount(marks((long) LONGS.get(bytes, i)));
    }
    for (; i < to; i++) {
      if (bytes[i] == '\n') {
        count++;
      }
    }
    return count;
  }

  /** The top bit of every octet that is LF, exactly (no carry runs from one octet into the next). */
  private static long marks(long octets) {
    long zeroWhereFound = octets ^ LINE_FEEDS;
    return ~((zeroWhereFound & LOW_SEVEN) + LOW_SEVEN | zeroWhereFound | LOW_SEVEN);
  }
}
