package org.godwit.storage.codec;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * What the first eight octets of a file say: seven letters that tell its kind, and a digit for the version of its format. They stay
 * so in all later versions, and the version goes up whenever something is in a file that the versions before would pass over. A file
 * whose version is later than known is never taken for a damaged one.
 *
 * @param magic the eight octets of the latest version that is known
 */
public record FileFormat(long magic) {

  /** Octets that tell it. */
  public static final int BYTES = 8;

  private static final int VERSION_BITS = 8;
  private static final int VERSION_MASK = 0xFF;

  /** The format whose first octets these are. */
  public static FileFormat of(String letters) {
    long magic = 0;
    for (int i = 0; i < BYTES; i++) {
      magic = magic << VERSION_BITS | letters.charAt(i);
    }
    return new FileFormat(magic);
  }

  /** Whether a file that begins so is of this kind, and of a later version. */
  public boolean isLater(long start) {
    return start >>> VERSION_BITS == magic >>> VERSION_BITS && version(start) > version(magic);
  }

  /**
   * Looks at how a file begins.
   *
   * @param start from its first octet on; fewer than {@value #BYTES} tell nothing
   * @throws NewerFormatException if it is of this kind, and of a later version
   */
  public void requireKnown(ByteBuffer start, Path file) throws NewerFormatException {
    if (start.remaining() >= BYTES) {
      requireKnown(start.getLong(start.position()), file);
    }
  }

  /** As {@link #requireKnown(ByteBuffer, Path)}. */
  public void requireKnown(long start, Path file) throws NewerFormatException {
    if (isLater(start)) {
      throw NewerFormatException.ofFile(file.getParent().getFileName() + "/" + file.getFileName(), version(start), version(magic));
    }
  }

  private static int version(long magic) {
    return (int) (magic & VERSION_MASK) - '0';
  }
}
