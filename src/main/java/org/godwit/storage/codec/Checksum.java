package org.godwit.storage.codec;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** CRC32C, the checksum of everything the store writes. */
public final class Checksum {

  /** The polynomial, bit 31 the coefficient of x^0. */
  private static final int POLYNOMIAL = 0x82F63B78;
  private static final int X_TO_0 = 1 << 31;
  private static final int X_TO_8 = 1 << 23;

  private Checksum() {}

  /** Of a buffer's remaining bytes; the buffer is not changed. */
  public static int of(ByteBuffer bytes) {
    var crc = new CRC32C();
    crc.update(bytes.duplicate());
    return (int) crc.getValue();
  }

  /** Of a run of bytes. */
  public static int of(byte[] bytes, int offset, int length) {
    var crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }

  /** Of a number followed by bytes: the same bytes under another number have another checksum. */
  public static int of(long id, byte[] bytes, int offset, int length) {
    var crc = new CRC32C();
    crc.update(ByteBuffer.allocate(8).putLong(0, id));
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }

  /**
   * Of two runs of bytes, one behind the other, from their own checksums: what stands behind a byte multiplies its part of the checksum, a
   * polynomial, by x^8 for each byte.
   *
   * @param octets length of the second run
   */
  public static int ofBoth(int first, int second, long octets) {
    int shift = X_TO_0;
    int square = X_TO_8;
    for (long rest = octets; rest > 0; rest >>= 1) {
      shift = (rest & 1) == 0 ? shift : product(shift, square);
      square = product(square, square);
    }
    return product(first, shift) ^ second;
  }

  /** Of two polynomials, modulo {@link #POLYNOMIAL}. */
  private static int product(int a, int b) {
    int product = 0;
    int shifted = b;
    for (int bits = a; bits != 0; bits <<= 1) {
      product ^= bits < 0 ? shifted : 0;
      shifted = (shifted & 1) == 0 ? shifted >>> 1 : shifted >>> 1 ^ POLYNOMIAL;
    }
    return product;
  }
}
