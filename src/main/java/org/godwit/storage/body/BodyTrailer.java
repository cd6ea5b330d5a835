package org.godwit.storage.body;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.godwit.storage.codec.FileFormat;
import org.godwit.storage.codec.FormatException;
import org.godwit.storage.io.ReadFile;

/**
 * The last {@value #BYTES} octets of a body file, behind the body:
 *
 * <pre>
 *  0  8  "GODWITB1": the {@link FileFormat}
 *  8  8  length of the body
 * 16  4  CRC32C of the body
 * 20  4  0
 * </pre>
 */
public record BodyTrailer(long length, int checksum) {

  static final int BYTES = 24;
  private static final FileFormat FORMAT = FileFormat.of("GODWITB1");

  ByteBuffer encode() {
    return ByteBuffer.allocate(BYTES).putLong(FORMAT.magic()).putLong(length).putInt(checksum).putInt(0).flip();
  }

  /**
   * Reads a body file's trailer.
   *
   * @param path what file that is, for people
   * @throws FormatException if it has none, or another length than the file
   * @throws org.godwit.storage.codec.NewerFormatException if a later version of Godwit wrote it
   */
  public static BodyTrailer read(ReadFile file, Path path) throws IOException {
    var bytes = ByteBuffer.allocate(BYTES);
    long size = file.size();
    boolean all = size >= BYTES && file.read(size - BYTES, bytes) == BYTES;
    if (all) {
      FORMAT.requireKnown(bytes.getLong(0), path);
    }
    if (!all || bytes.getLong(0) != FORMAT.magic()) {
      throw new FormatException("body file has no trailer");
    }
    var trailer = new BodyTrailer(bytes.getLong(8), bytes.getInt(16));
    if (trailer.length != size - BYTES) {
      throw new FormatException("body file of " + (size - BYTES) + " octets should have " + trailer.length);
    }
    return trailer;
  }
}
