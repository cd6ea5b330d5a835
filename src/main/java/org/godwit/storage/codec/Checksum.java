package org.godwit.storage.codec;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** CRC32C, the checksum of everything the store writes. */
public final class Checksum {

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
}
