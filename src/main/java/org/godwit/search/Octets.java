package org.godwit.search;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Questions about octets, eight at a time. Static only. */
final class Octets {

  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private Octets() {
  }

  /** Whether all octets are ASCII. */
  static boolean isAscii(byte[] octets, int from, int to) {
    int at = from;
    for (; at + 8 <= to; at += 8) {
      if (((long) LONGS.get(octets, at) & HIGH_BITS) != 0) {
        return false;
      }
    }
    for (; at < to; at++) {
      if (octets[at] < 0) {
        return false;
      }
    }
    return true;
  }
}
