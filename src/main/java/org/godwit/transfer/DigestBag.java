package org.godwit.transfer;

import org.godwit.mail.Summary;

/**
 * How many messages there are of each content, by their digests: a hash table with open addressing, some 40 octets an entry. One
 * thread.
 */
final class DigestBag {

  private long[] high = new long[64];
  private long[] low = new long[64];
  private int[] count = new int[64];
  /** Slots in use; a slot once used stays so. */
  private boolean[] used = new boolean[64];
  private int size;

  /** Puts one in. */
  void add(Summary summary) {
    if (size * 2 >= used.length) {
      grow();
    }
    int slot = slot(summary.digestHigh(), summary.digestLow());
    put(slot, summary.digestHigh(), summary.digestLow(), count[slot] + 1);
  }

  /** Takes one out. False if there is none left. */
  boolean take(Summary summary) {
    int slot = slot(summary.digestHigh(), summary.digestLow());
    if (count[slot] == 0) {
      return false;
    }
    count[slot]--;
    return true;
  }

  private void put(int slot, long h, long l, int times) {
    if (!used[slot]) {
      used[slot] = true;
      size++;
    }
    high[slot] = h;
    low[slot] = l;
    count[slot] = times;
  }

  private int slot(long h, long l) {
    int mask = used.length - 1;
    int slot = (int) (h ^ l) & mask;
    while (used[slot] && (high[slot] != h || low[slot] != l)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldHigh = high;
    long[] oldLow = low;
    int[] oldCount = count;
    boolean[] oldUsed = used;
    int capacity = used.length * 2;
    high = new long[capacity];
    low = new long[capacity];
    count = new int[capacity];
    used = new boolean[capacity];
    size = 0;
    for (int i = 0; i < oldUsed.length; i++) {
      if (oldUsed[i]) {
        put(slot(oldHigh[i], oldLow[i]), oldHigh[i], oldLow[i], oldCount[i]);
      }
    }
  }
}
