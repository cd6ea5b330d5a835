package org.godwit.wire;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The decompressing half of COMPRESS=DEFLATE (RFC 4978). Inflates only when the reader wants more, a small piece at a
 * time: what a few octets could become never exists at once. Holds about 45 KiB until {@link #end}.
 */
final class Inflating {

  private final Inflater inflater = new Inflater(true);
  private final byte[] piece = new byte[8 * 1024];
  private boolean full;

  /** Takes compressed octets; all taken before are used up. */
  void add(byte[] compressed) {
    inflater.setInput(compressed);
  }

  /** Whether nothing more can come out before more goes in. */
  boolean isDry() {
    return !full && inflater.needsInput();
  }

  /**
   * Inflates at most 8 KiB into the queue.
   *
   * @return whether anything came out
   * @throws DataFormatException if the octets are not a deflate stream, or are behind its end
   */
  boolean inflate(ByteQueue target) throws DataFormatException {
    int produced = inflater.inflate(piece);
    target.add(piece, 0, produced);
    full = produced == piece.length;
    if (produced == 0 && (inflater.finished() || inflater.needsDictionary())) {
      throw new DataFormatException("the deflate stream has ended");
    }
    return produced > 0;
  }

  /** Gives the memory back. */
  void end() {
    inflater.end();
  }
}
