package org.godwit.imap.handler.fetch;

import java.util.Arrays;
import org.godwit.mime.OctetRange;

/**
 * A run of octets in an array, which may be one that the event loop uses again and again: it is good for the turn that asked for it.
 *
 * @param array not to be changed
 */
record Slice(byte[] array, int offset, int length) {

  static final Slice EMPTY = new Slice(new byte[0], 0, 0);

  /** All of an array. */
  static Slice of(byte[] array) {
    return new Slice(array, 0, array.length);
  }

  /** The part at this range, whose octet {@code base} is the first one here. */
  Slice part(OctetRange range, long base) {
    return range.length() == 0 ? EMPTY : new Slice(array, offset + (int) (range.start() - base), (int) range.length());
  }

  /** Octets that stay. */
  byte[] copy() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }

  boolean hasNul() {
    for (int i = offset; i < offset + length; i++) {
      if (array[i] == 0) {
        return true;
      }
    }
    return false;
  }
}
