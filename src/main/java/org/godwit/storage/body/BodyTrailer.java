package org.godwit.storage.body;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.godwit.storage.codec.FormatException;
import org.godwit.storage.io.ReadFile;

/**
 * The last {@value #BYTES} octets of a body file, behind the body:
 *
 * <pre>
 *  0  8  "GODWITB1"
 *  8  8  length of the body
 * 16  4  CRC32C of the body
 * 20  4  0
 * </pre>
 */
public record BodyTrailer(long length, int checksum) {

  static final int BYTES = 24;
  private static final long MAGIC = 0x474F445749544231L;

  ByteBuffer encode() {
    return ByteBuffer.allocate(BYTES).putLong(MAGIC).putLong(length).putInt(checksum).putInt(0).flip();
  }

  /** Reads a body file's trailer. @throws FormatException if it has none, or another length than the file */
  public static BodyTrailer read(ReadFile file) throws IOException {
    var bytes = ByteBuffer.allocate(BYTES);
    long size = file.size();
    if (size < BYTES || file.read(size - BYTES, bytes) < BYTES || bytes.getLong(0) != MAGIC) {
      throw new FormatException("body file has no trailer");
    }
    var trailer = new BodyTrailer(bytes.getLong(8), bytes.getInt(16));
    if (trailer.length != size - BYTES) {
      throw new FormatException("body file of " + (size - BYTES) + " octets should have " + trailer.length);
    }
    return trailer;
  }
}
