package org.godwit.search;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * Texts to small numbers, without keeping the texts: 128 bits of hash stand for each, so two of ten million are taken for one with
 * a chance of one in 10^24. 40 octets a text at most. One thread at a time.
 */
final class IdTable {

  static final int NONE = -1;

  private static final int SEED = 0x60D417;

  private long[] high = new long[16];
  private long[] low = new long[16];
  private int[] value = filled(16);
  private int size;

  private static int[] filled(int length) {
    int[] values = new int[length];
    Arrays.fill(values, NONE);
    return values;
  }

  /** The number kept for the text; if there is none, keeps {@code ifAbsent} and gives {@link #NONE}. */
  int putIfAbsent(String text, int ifAbsent) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    long[] hash = MurmurHash3.hash128x64(octets, 0, octets.length, SEED);
    int slot = slot(hash[0], hash[1]);
    if (value[slot] != NONE) {
      return value[slot];
    }
    high[slot] = hash[0];
    low[slot] = hash[1];
    value[slot] = ifAbsent;
    if (++size * 2 > value.length) {
      grow();
    }
    return NONE;
  }

  private int slot(long hashHigh, long hashLow) {
    int mask = value.length - 1;
    int slot = (int) hashHigh & mask;
    while (value[slot] != NONE && (high[slot] != hashHigh || low[slot] != hashLow)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldHigh = high;
    long[] oldLow = low;
    int[] oldValue = value;
    high = new long[oldValue.length * 2];
    low = new long[oldValue.length * 2];
    value = filled(oldValue.length * 2);
    for (int i = 0; i < oldValue.length; i++) {
      if (oldValue[i] != NONE) {
        int slot = slot(oldHigh[i], oldLow[i]);
        high[slot] = oldHigh[i];
        low[slot] = oldLow[i];
        value[slot] = oldValue[i];
      }
    }
  }
}
