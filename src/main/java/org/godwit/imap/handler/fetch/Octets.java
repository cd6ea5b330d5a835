package org.godwit.imap.handler.fetch;

import io.vertx.core.buffer.Buffer;

/** Questions about octets. */
final class Octets {

  private Octets() {
  }

  static boolean hasNul(byte[] octets, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (octets[i] == 0) {
        return true;
      }
    }
    return false;
  }

  static boolean hasNul(Buffer octets) {
    byte[] copy = octets.getBytes();
    return hasNul(copy, 0, copy.length);
  }
}
