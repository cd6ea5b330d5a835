package org.godwit.transfer.mbox;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts what is written through it. */
final class CountingStream extends FilterOutputStream {

  private long count;

  CountingStream(OutputStream out) {
    super(out);
  }

  /** Octets so far. */
  long count() {
    return count;
  }

  /** What was written behind this is taken back. */
  void backTo(long earlier) {
    count = earlier;
  }

  @Override
  public void write(int octet) throws IOException {
    out.write(octet);
    count++;
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    out.write(octets, offset, length);
    count += length;
  }
}
