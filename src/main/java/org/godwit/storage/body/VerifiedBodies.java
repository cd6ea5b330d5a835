package org.godwit.storage.body;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLongArray;
import org.godwit.account.Extent;

/**
 * Remembers which bodies were found whole in the last minutes, so that messages that are read again, or in pieces, are not
 * compared each time. A new body takes the place of whatever was at its slot. Safe on any thread.
 */
public final class VerifiedBodies {

  private static final int SLOT_BITS_OF_ALL = 16;
  private static final int SLOT_BITS_OF_ONE = 5;
  /** What was found is believed until the next of these periods begins: some nine minutes. */
  private static final int PERIOD_NANOS_BITS = 39;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final int slotBits;
  private final AtomicLongArray keys;

  private VerifiedBodies(int slotBits) {
    this.slotBits = slotBits;
    this.keys = new AtomicLongArray(1 << slotBits);
  }

  /** A table for all accounts together: 512 KiB. */
  public static VerifiedBodies ofAll() {
    return new VerifiedBodies(SLOT_BITS_OF_ALL);
  }

  /** A table for one open account, of which there may be many: 256 octets. */
  public static VerifiedBodies ofOne() {
    return new VerifiedBodies(SLOT_BITS_OF_ONE);
  }

  boolean contains(Path account, Extent body) {
    long key = key(account, body);
    return keys.get(slot(key)) == key;
  }

  void add(Path account, Extent body) {
    long key = key(account, body);
    keys.set(slot(key), key);
  }

  private static long key(Path account, Extent body) {
    long key = account.hashCode() * MIX;
    key = (key ^ key >>> 32 ^ body.position()) * MIX;
    return (key ^ key >>> 32 ^ System.nanoTime() >>> PERIOD_NANOS_BITS) * MIX;
  }

  private int slot(long key) {
    return (int) (key >>> Long.SIZE - slotBits);
  }
}
