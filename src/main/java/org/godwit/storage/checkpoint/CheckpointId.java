package org.godwit.storage.checkpoint;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which checkpoint: the epoch of the owner who wrote it, and its number in that epoch. Ordered by epoch, then number. */
public record CheckpointId(int epoch, int number) implements Comparable<CheckpointId> {

  private static final Pattern FILE = Pattern.compile("([0-7][0-9a-f]{7})-([0-7][0-9a-f]{7})\\.catalogue");
  private static final Comparator<CheckpointId> ORDER =
      Comparator.comparingInt(CheckpointId::epoch).thenComparingInt(CheckpointId::number);

  /** The catalogue's name. */
  public String fileName() {
    return this + ".catalogue";
  }

  /** The checkpoint whose catalogue has this name, if it is one. */
  public static Optional<CheckpointId> parse(String fileName) {
    var matcher = FILE.matcher(fileName);
    return matcher.matches()
        ? Optional.of(new CheckpointId(Integer.parseInt(matcher.group(1), 16), Integer.parseInt(matcher.group(2), 16)))
        : Optional.empty();
  }

  @Override
  public int compareTo(CheckpointId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return String.format("%08x-%08x", epoch, number);
  }
}
