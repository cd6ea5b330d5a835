package org.godwit.search;

import java.util.Arrays;
import org.godwit.mail.UnicodeCasemap;

/**
 * A text to be found, by i;unicode-casemap. If it is ASCII it can also be looked for in octets, which is much faster than
 * decoding them: a hit counts wherever ASCII octets mean ASCII characters, and a miss counts where all octets are ASCII
 * (elsewhere a composed letter may begin with the one looked for). Immutable.
 */
final class Needle {

  private final String key;
  /** How far the pattern may move on when this octet stands under its end (Horspool); null if it is not ASCII. */
  private final int[] shifts;

  Needle(String text) {
    this.key = UnicodeCasemap.key(text);
    this.shifts = isAscii(key) ? shifts(key) : null;
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static int[] shifts(String key) {
    int length = key.length();
    int[] shifts = new int[256];
    Arrays.fill(shifts, length);
    for (int i = 0; i < length - 1; i++) {
      char upper = key.charAt(i);
      shifts[upper] = length - 1 - i;
      shifts[Character.toLowerCase(upper)] = length - 1 - i;
    }
    return shifts;
  }

  /** The text as {@link UnicodeCasemap#key} has it. */
  String key() {
    return key;
  }

  boolean isEmpty() {
    return key.isEmpty();
  }

  /** Whether {@link #isIn(byte[], int, int)} works. */
  boolean isAscii() {
    return shifts != null;
  }

  /** Whether it is in a text. */
  boolean isIn(String text) {
    return UnicodeCasemap.key(text).contains(key);
  }

  /** Whether it is in ASCII octets. */
  boolean isIn(byte[] octets, int from, int to) {
    if (key.isEmpty()) {
      return true;
    }
    int last = key.length() - 1;
    int at = from + last;
    while (at < to) {
      int i = last;
      int octet = octets[at];
      while (i >= 0 && upper(octets[at - last + i]) == key.charAt(i)) {
        i--;
      }
      if (i < 0) {
        return true;
      }
      at += shifts[octet & 0xFF];
    }
    return false;
  }

  private static int upper(byte octet) {
    return octet >= 'a' && octet <= 'z' ? octet - 32 : octet;
  }
}
