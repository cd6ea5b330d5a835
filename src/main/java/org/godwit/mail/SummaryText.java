package org.godwit.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Texts inside a summary: either inline ({@code varint length*2}, UTF-8 octets) or, because most of them stand verbatim
 * in the stored header lines, a slice of those ({@code varint length*2+1}, {@code varint offset}).
 */
final class SummaryText {
  /** Below this many octets a slice saves nothing. */
  private static final int SLICE_MIN = 4;

  private SummaryText() {}

  static void write(CompactWriter out, String text, byte[] storedHeader) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int offset = utf8.length < SLICE_MIN ? -1 : indexOf(storedHeader, utf8);
    if (offset < 0) {
      out.varint((long) utf8.length << 1).bytes(utf8);
    } else {
      out.varint((long) utf8.length << 1 | 1).varint(offset);
    }
  }

  /** Reads one text; {@code headerOffset} is where the stored header lines begin in {@code bytes}. */
  static String read(byte[] bytes, CompactReader in, int headerOffset) {
    long kind = in.varint();
    int length = Math.toIntExact(kind >>> 1);
    int start = (kind & 1) == 0 ? in.skip(length) : Math.addExact(headerOffset, Math.toIntExact(in.varint()));
    return new String(bytes, start, length, StandardCharsets.UTF_8);
  }

  static List<String> readAll(byte[] bytes, CompactReader in, int headerOffset) {
    List<String> texts = new ArrayList<>();
    while (in.remaining() > 0) {
      texts.add(read(bytes, in, headerOffset));
    }
    return List.copyOf(texts);
  }

  private static int indexOf(byte[] where, byte[] what) {
    byte first = what[0];
    int last = where.length - what.length;
    for (int i = 0; i <= last; i++) {
      if (where[i] == first && Arrays.equals(where, i, i + what.length, what, 0, what.length)) {
        return i;
      }
    }
    return -1;
  }
}
