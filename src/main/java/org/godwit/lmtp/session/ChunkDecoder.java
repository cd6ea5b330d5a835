package org.godwit.lmtp.session;

import org.godwit.wire.ByteQueue;

/** The octets behind a BDAT (RFC 3030, 2): as many as it said. */
final class ChunkDecoder implements BodyDecoder {

  private long remaining;

  ChunkDecoder(long size) {
    remaining = size;
  }

  @Override
  public byte[] next(ByteQueue in) {
    byte[] octets = in.take((int) Math.min(Math.min(in.size(), remaining), PIECE_BYTES));
    remaining -= octets.length;
    return octets;
  }

  @Override
  public boolean isOver() {
    return remaining == 0;
  }
}
