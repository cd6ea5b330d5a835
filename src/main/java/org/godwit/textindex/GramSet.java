package org.godwit.textindex;

import java.util.Arrays;

/**
 * The different grams of some texts, at most {@value #SIZE_MAX}. A gram is three characters in one number. Memory: 16 to 32 octets a
 * gram. One thread.
 */
final class GramSet {

  /** Characters of a gram. */
  static final int CHARS = 3;
  /** More different grams than these no text has that is worth an index. */
  static final int SIZE_MAX = 1 << 18;

  private static final int CAPACITY_MIN = 1024;
  /** Capacity that is kept for the next message. */
  private static final int CAPACITY_KEPT = 1 << 14;
  private static final long GRAM_MASK = (1L << 16 * CHARS) - 1;
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

  /** Each gram plus one, by hash; 0 is free. */
  private long[] slots = new long[CAPACITY_MIN];
  private int size;
  private boolean full;
  /** The last characters of the text so far. */
  private long window;
  private int windowLength;

  /** Adds the grams of the next piece of a text. */
  void add(CharSequence piece) {
    for (int i = 0; i < piece.length(); i++) {
      window = window << 16 & GRAM_MASK | piece.charAt(i);
      if (++windowLength >= CHARS) {
        add(window);
      }
    }
  }

  /** The text ends here. */
  void end() {
    window = 0;
    windowLength = 0;
  }

  private void add(long gram) {
    int at = slot(gram);
    while (slots[at] != 0) {
      if (slots[at] == gram + 1) {
        return;
      }
      at = at + 1 & slots.length - 1;
    }
    if (size == SIZE_MAX) {
      full = true;
      return;
    }
    slots[at] = gram + 1;
    if (++size > slots.length / 2) {
      grow();
    }
  }

  private int slot(long gram) {
    return (int) (gram * SPREAD >>> 32) & slots.length - 1;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[old.length * 2];
    for (long entry : old) {
      if (entry != 0) {
        int at = slot(entry - 1);
        while (slots[at] != 0) {
          at = at + 1 & slots.length - 1;
        }
        slots[at] = entry;
      }
    }
  }

  /** Whether there were more than it takes. */
  boolean isFull() {
    return full;
  }

  int size() {
    return size;
  }

  /** All grams, in no order. */
  long[] grams() {
    long[] grams = new long[size];
    int n = 0;
    for (long entry : slots) {
      if (entry != 0) {
        grams[n++] = entry - 1;
      }
    }
    return grams;
  }

  /** Forgets everything. */
  void clear() {
    if (slots.length > CAPACITY_KEPT) {
      slots = new long[CAPACITY_MIN];
    } else if (size > 0) {
      Arrays.fill(slots, 0);
    }
    size = 0;
    full = false;
    end();
  }
}
