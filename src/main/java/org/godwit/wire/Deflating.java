package org.godwit.wire;

import io.vertx.core.buffer.Buffer;
import java.util.zip.Deflater;

/**
 * The compressing half of COMPRESS=DEFLATE (RFC 4978): raw deflate, flushed at the end of each batch of responses so
 * that the client can read all of it. Holds about 260 KiB until {@link #end}.
 */
final class Deflating {

  private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
  private final byte[] piece = new byte[8 * 1024];
  private boolean flushed = true;

  /** What comes out when {@code length} octets go in; some may stay inside until {@link #flush}. */
  Buffer deflate(byte[] octets, int length) {
    flushed &= length == 0;
    return run(octets, length, Deflater.NO_FLUSH);
  }

  /** What comes out when {@code length} octets go in and nothing may stay inside. */
  Buffer flush(byte[] octets, int length) {
    if (flushed && length == 0) {
      return Buffer.buffer();
    }
    flushed = true;
    return run(octets, length, Deflater.SYNC_FLUSH);
  }

  /** What comes out when {@code length} octets go in and the stream ends. */
  Buffer finish(byte[] octets, int length) {
    deflater.finish();
    return run(octets, length, Deflater.NO_FLUSH);
  }

  /** Gives the memory back. */
  void end() {
    deflater.end();
  }

  private Buffer run(byte[] octets, int length, int flush) {
    deflater.setInput(octets, 0, length);
    var result = Buffer.buffer();
    int produced;
    do {
      produced = deflater.deflate(piece, 0, piece.length, flush);
      result.appendBytes(piece, 0, produced);
    } while (produced == piece.length || produced > 0 && !deflater.needsInput());
    return result;
  }
}
