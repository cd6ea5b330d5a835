package org.godwit.storage.journal;

import java.util.Comparator;
import java.util.HexFormat;
import java.util.OptionalInt;

/**
 * Which segment of a journal: the epoch of the owner who wrote it, and its number in the account. Ordered by epoch, then number.
 *
 * @param epoch 1 or more
 * @param number 1 or more; names the file, and extents name segments by it
 */
public record SegmentName(int epoch, int number) implements Comparable<SegmentName> {

  /** Before the first segment. */
  public static final SegmentName NONE = new SegmentName(0, 0);

  private static final String SUFFIX = ".seg";
  private static final Comparator<SegmentName> ORDER =
      Comparator.comparingInt(SegmentName::epoch).thenComparingInt(SegmentName::number);

  /** The name of a segment's file: its number in eight hexadecimal digits. */
  public String fileName() {
    return fileName(number);
  }

  /** The name of the file of the segment with this number. */
  public static String fileName(int number) {
    return HexFormat.of().toHexDigits(number) + SUFFIX;
  }

  /** The number of the segment that a file of this name is, if it is one. */
  public static OptionalInt number(String fileName) {
    return JournalDirectory.number(fileName, SUFFIX);
  }

  @Override
  public int compareTo(SegmentName other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return epoch + "-" + number;
  }
}
