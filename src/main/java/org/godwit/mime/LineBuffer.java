package org.godwit.mime;

import java.util.Arrays;

/** The part of a line that came with earlier feeds, up to a bound; what goes beyond is counted, not kept. */
final class LineBuffer {
  private final int max;
  private byte[] bytes = new byte[256];
  private int size;
  private boolean cut;

  LineBuffer(int max) {
    this.max = max;
  }

  void append(byte[] source, int offset, int length) {
    int take = Math.min(length, max - size);
    cut |= take < length;
    if (take > bytes.length - size) {
      bytes = Arrays.copyOf(bytes, Math.min(max, Math.max(size + take, bytes.length * 2)));
    }
    System.arraycopy(source, offset, bytes, size, take);
    size += take;
  }

  byte[] array() {
    return bytes;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** True when the line was longer than what is kept. */
  boolean isCut() {
    return cut;
  }

  void clear() {
    size = 0;
    cut = false;
    if (bytes.length > 8192) {
      bytes = new byte[256];
    }
  }
}
