package org.godwit.mime;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Field names at the start of header lines. Static only. */
final class FieldNames {
  /** Longer names are garbage. */
  static final int NAME_BYTES_MAX = 256;

  private FieldNames() {}

  /** The index of the colon behind a field name, or -1 when the line has none. */
  static int colon(byte[] bytes, int offset, int length) {
    int end = offset + Math.min(length, NAME_BYTES_MAX);
    for (int i = offset; i < end; i++) {
      byte c = bytes[i];
      if (c == ':') {
        return i == offset ? -1 : i;
      } else if (c == '\n') {
        return -1;
      }
    }
    return -1;
  }

  /** A name in lower case; obsolete white space before the colon does not belong to it. */
  static String lowerCase(byte[] bytes, int offset, int length) {
    return HeaderText.trim(new String(bytes, offset, length, StandardCharsets.ISO_8859_1)).toLowerCase(Locale.ROOT);
  }
}
