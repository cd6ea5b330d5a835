package org.godwit.wire;

import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Where a protocol writes to its client. Bytes are gathered and go out together; nothing here blocks. Whoever writes
 * more than a little waits for {@link #drained} between items, so that a client that does not read costs a bounded
 * amount of memory. Event loop of the connection only.
 */
public interface Output {

  /** One byte. */
  void put(int octet);

  /** Bytes, copied. */
  void put(byte[] octets, int offset, int length);

  /** Bytes, copied; the buffer's position moves to its end. */
  default void put(ByteBuffer octets) {
    byte[] copy = new byte[octets.remaining()];
    octets.get(copy);
    put(copy, 0, copy.length);
  }

  /** A number that is not negative, in decimal digits. */
  default void putNumber(long value) {
    putAscii(Long.toString(value));
  }

  /** The characters of an ASCII string; those beyond ASCII become {@code ?}. */
  void putAscii(String ascii);

  /**
   * Sends a range of a file behind what was written, without bringing it into memory. Nothing may be written until it is done.
   *
   * @return completes when all of it is sent, and fails if not all of it is; null if octets do not leave this connection as they are
   *     (they are encrypted or compressed): nothing is sent then
   */
  default Uni<Void> sendFile(Path file, long offset, long length) {
    return null;
  }

  /**
   * Completes when the client has taken enough that more may be written: at once below the bound. Fails with
   * {@link ConnectionClosed} when the connection is gone.
   */
  Uni<Void> drained();

  /** Sends what is gathered now. Called at the end of a command anyway; needed only to be seen earlier. */
  void flush();
}
