package org.godwit.transfer;

import java.nio.charset.StandardCharsets;

/**
 * The header field {@code X-UIDL}, in which qpopper, cucipop and others keep the unique-id that POP3 shows. It counts in imports only: mail
 * that is delivered may bring one along that a stranger chose.
 */
final class XUidl {

  /** So much of a header is looked at. */
  static final int HEADER_BYTES_MAX = 64 * 1024;

  private static final String NAME = "x-uidl:";

  private XUidl() {}

  /** Its value in the first header of a message; empty if there is none. */
  static String in(byte[] start) {
    int length = Math.min(start.length, HEADER_BYTES_MAX);
    for (int line = 0; line < length;) {
      int end = line;
      while (end < length && start[end] != '\n') {
        end++;
      }
      var text = new String(start, line, Math.min(end - line, 1000), StandardCharsets.ISO_8859_1);
      if (text.isBlank()) {
        return "";
      }
      if (text.regionMatches(true, 0, NAME, 0, NAME.length())) {
        return text.substring(NAME.length()).strip();
      }
      line = end + 1;
    }
    return "";
  }
}
