package org.godwit.transfer.mbox;

import java.io.IOException;
import org.godwit.transfer.Octets;

/** The octets of a file whose lines end in CR alone, with LF instead. */
record CrAsLf(Octets octets) implements Octets {

  @Override
  public long length() {
    return octets.length();
  }

  @Override
  public int read(long position, byte[] into, int offset, int size) throws IOException {
    int count = octets.read(position, into, offset, size);
    for (int i = offset; i < offset + count; i++) {
      if (into[i] == '\r') {
        into[i] = '\n';
      }
    }
    return count;
  }
}
