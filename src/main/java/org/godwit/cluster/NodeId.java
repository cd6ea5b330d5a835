package org.godwit.cluster;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * One life of a node: a node that starts again is another one, so nothing said by or to the one before is taken for it.
 *
 * @param name what the administrator calls the node
 * @param incarnation random, eight hexadecimal digits
 */
public record NodeId(String name, String incarnation) {

  private static final char SEPARATOR = '/';

  /** A life that begins now. */
  public static NodeId begin(String name) {
    return new NodeId(name, HexFormat.of().toHexDigits(RandomGenerator.getDefault().nextInt()));
  }

  /** @throws IllegalArgumentException if the text is not what {@link #toString} gives */
  public static NodeId parse(String text) {
    int at = text.lastIndexOf(SEPARATOR);
    if (at < 1 || at + 9 != text.length()) {
      throw new IllegalArgumentException("not a node: " + text);
    }
    return new NodeId(text.substring(0, at), text.substring(at + 1));
  }

  @Override
  public String toString() {
    return name + SEPARATOR + incarnation;
  }
}
