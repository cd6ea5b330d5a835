package org.godwit.transfer;

import java.io.IOException;

/** Octets somewhere, read by position. One thread. */
public interface Octets {

  /** How many there are. */
  long length();

  /**
   * Reads at most {@code size} octets from a position.
   *
   * @return how many were read, at least one; -1 at the end
   */
  int read(long position, byte[] into, int offset, int size) throws IOException;

  /** Octets in memory. */
  static Octets of(byte[] bytes) {
    return new Octets() {
      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public int read(long position, byte[] into, int offset, int size) {
        if (position >= bytes.length) {
          return -1;
        }
        int count = (int) Math.min(size, bytes.length - position);
        System.arraycopy(bytes, (int) position, into, offset, count);
        return count;
      }
    };
  }
}
