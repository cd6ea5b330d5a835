package org.godwit.storage.journal;

import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Which segment of a journal: the owner's epoch that wrote it, and its number in the account. Ordered by epoch, then number.
 *
 * @param epoch 1 or more
 * @param number 1 or more; extents name segments by it
 */
public record SegmentName(int epoch, int number) implements Comparable<SegmentName> {

  /** Before the first segment. */
  public static final SegmentName NONE = new SegmentName(0, 0);

  private static final HexFormat HEX = HexFormat.of();
  private static final String SUFFIX = ".seg";
  private static final Comparator<SegmentName> ORDER =
      Comparator.comparingInt(SegmentName::epoch).thenComparingInt(SegmentName::number);

  /** {@code <epoch>-<number>.seg}, eight hexadecimal digits each. */
  public String fileName() {
    return HEX.toHexDigits(epoch) + "-" + HEX.toHexDigits(number) + SUFFIX;
  }

  /** The segment that a file of this name is, if it is one. */
  public static Optional<SegmentName> parse(String fileName) {
    if (fileName.length() != 17 + SUFFIX.length() || !fileName.endsWith(SUFFIX) || fileName.charAt(8) != '-') {
      return Optional.empty();
    }
    try {
      var name = new SegmentName(HexFormat.fromHexDigits(fileName, 0, 8), HexFormat.fromHexDigits(fileName, 9, 17));
      return name.epoch > 0 && name.number > 0 && name.fileName().equals(fileName) ? Optional.of(name) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
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
