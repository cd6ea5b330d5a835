package org.godwit.storage.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.godwit.storage.io.ReadFile;

/** Reads a file mostly forward through one buffer. One thread. */
final class Window {

  private static final int BYTES = 128 * 1024;

  private final ReadFile file;
  private final long size;
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private long start;

  Window(ReadFile file) throws IOException {
    this.file = file;
    this.size = file.size();
  }

  long size() {
    return size;
  }

  /** Octets at an offset, valid until the next call; null if the file ends before. */
  ByteBuffer at(long offset, int length) throws IOException {
    if (offset < 0 || length < 0 || offset + length > size) {
      return null;
    }
    if (offset < start || offset + length > start + buffer.limit()) {
      fill(offset, length);
      if (length > buffer.limit()) {
        return null;
      }
    }
    return buffer.slice((int) (offset - start), length);
  }

  private void fill(long offset, int length) throws IOException {
    int usual = (int) Math.min(BYTES, size);
    if (length > buffer.capacity() || buffer.capacity() > usual && length <= usual) {
      buffer = ByteBuffer.allocate(Math.max(usual, length));
    }
    start = offset;
    buffer.clear();
    file.read(offset, buffer);
    buffer.flip();
  }

  /** Adds a run of any length to a checksum. */
  boolean checksum(CRC32C crc, long offset, long length) throws IOException {
    long done = 0;
    while (done < length) {
      int step = (int) Math.min(BYTES / 2, length - done);
      var bytes = at(offset + done, step);
      if (bytes == null) {
        return false;
      }
      crc.update(bytes);
      done += step;
    }
    return true;
  }
}
