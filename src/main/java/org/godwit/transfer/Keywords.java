package org.godwit.transfer;

/** What may be a keyword. */
public final class Keywords {

  /** Longest keyword, in octets. */
  public static final int BYTES_MAX = 255;

  /** Most keywords taken of one message. */
  public static final int COUNT_MAX = 200;

  private Keywords() {}

  /** Whether it is a {@code flag-keyword}, an atom (RFC 9051, 9). */
  public static boolean isKeyword(String text) {
    return !text.isEmpty() && text.length() <= BYTES_MAX && text.chars().allMatch(Keywords::isAtomChar);
  }

  private static boolean isAtomChar(int c) {
    return c > ' ' && c < 0x7f && "(){%*\"\\]".indexOf(c) < 0;
  }
}
