package org.godwit.account;

import java.util.Arrays;

/**
 * A column of a {@link Chunk}: in 4 octets a row where its values lie within 2^32 of each other, as modification sequences, email ids and
 * places of neighbours nearly always do, else in 8. A column that still grows has 8.
 */
final class LongColumn {

  private static final long NARROW_MAX = 0xFFFF_FFFFL;

  private final long base;
  /** What is added to the base, unsigned; null if the column is wide. */
  private final int[] narrow;
  private final long[] wide;
  /** Whether it is known that it cannot be narrow. */
  private final boolean settled;

  private LongColumn(long base, int[] narrow, long[] wide, boolean settled) {
    this.base = base;
    this.narrow = narrow;
    this.wide = wide;
    this.settled = settled;
  }

  private static LongColumn wide(long[] values) {
    return new LongColumn(0, null, values, false);
  }

  /** A wide one. */
  static LongColumn withCapacity(int rows) {
    return wide(new long[rows]);
  }

  long get(int row) {
    return wide != null ? wide[row] : base + (narrow[row] & NARROW_MAX);
  }

  /** For the one who made it, where the value fits: in a wide column, or one of {@link #copyWithRoomFor}. */
  void set(int row, long value) {
    if (wide != null) {
      wide[row] = value;
    } else if (fits(value)) {
      narrow[row] = (int) (value - base);
    } else {
      throw new IllegalArgumentException(value + " in a column from " + base + " on");
    }
  }

  private boolean fits(long value) {
    return value >= base && value - base >= 0 && value - base <= NARROW_MAX;
  }

  private int capacity() {
    return wide == null ? narrow.length : wide.length;
  }

  /** A wide copy. */
  LongColumn resized(int rows) {
    if (wide != null) {
      return wide(Arrays.copyOf(wide, rows));
    }
    var copy = new long[rows];
    for (int i = 0; i < Math.min(rows, narrow.length); i++) {
      copy[i] = get(i);
    }
    return wide(copy);
  }

  /** A copy of this size that may get this value. */
  LongColumn copyWithRoomFor(long value) {
    return wide == null && fits(value) ? new LongColumn(base, narrow.clone(), null, true) : resized(capacity());
  }

  /** The first rows, narrow if they can be; nothing can be added to them. */
  LongColumn packed(int rows) {
    if (settled && capacity() == rows) {
      return this;
    }
    if (rows == 0) {
      return new LongColumn(0, null, new long[0], true);
    }
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (int i = 0; i < rows; i++) {
      least = Math.min(least, get(i));
      most = Math.max(most, get(i));
    }
    if (most - least < 0 || most - least > NARROW_MAX) {
      return new LongColumn(0, null, wide.length == rows ? wide : Arrays.copyOf(wide, rows), true);
    }
    var offsets = new int[rows];
    for (int i = 0; i < rows; i++) {
      offsets[i] = (int) (get(i) - least);
    }
    return new LongColumn(least, offsets, null, true);
  }
}
