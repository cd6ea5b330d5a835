package org.godwit.lmtp.session;

import org.godwit.wire.ByteQueue;

/** Knows where a body ends on the wire and what its octets are, however the input was cut on its way. */
interface BodyDecoder {

  /** Most octets of input that are looked at at a time. */
  int PIECE_BYTES = 32 * 1024;

  /** Takes what is there of the body, up to a piece. @return its octets; none if there is no input, or nothing of it is known yet */
  byte[] next(ByteQueue in);

  /** Whether the whole body was taken. */
  boolean isOver();
}
