package org.godwit.storage.journal;

import java.util.Optional;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * Which segment of a journal: the owner's epoch that wrote it, and its number in the account. Ordered by epoch, then number.
 *
 * @param epoch 1 or more
 * @param number 1 or more; extents name segments by it
 */
public record SegmentName(int epoch, int number) implements Comparable<SegmentName> {

  /** Before the first segment. */
  public static final SegmentName NONE = new SegmentName(0, 0);

  private static final Pattern FILE = Pattern.compile("([0-7][0-9a-f]{7})-([0-7][0-9a-f]{7})\\.seg");
  private static final Comparator<SegmentName> ORDER =
      Comparator.comparingInt(SegmentName::epoch).thenComparingInt(SegmentName::number);

  /** {@code <epoch>-<number>.seg}, eight hexadecimal digits each. */
  public String fileName() {
    return String.format("%08x-%08x.seg", epoch, number);
  }

  /** The segment that a file of this name is, if it is one. */
  public static Optional<SegmentName> parse(String fileName) {
    var matcher = FILE.matcher(fileName);
    return matcher.matches()
        ? Optional.of(new SegmentName(Integer.parseInt(matcher.group(1), 16), Integer.parseInt(matcher.group(2), 16)))
        : Optional.empty();
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
