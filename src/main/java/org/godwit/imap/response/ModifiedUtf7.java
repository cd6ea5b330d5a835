package org.godwit.imap.response;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Mailbox names for IMAP4rev1 clients: modified UTF-7 (RFC 3501, 5.1.3), encoding only. */
final class ModifiedUtf7 {

  private ModifiedUtf7() {
  }

  /** The name in modified UTF-7: printable ASCII. */
  static String encode(String name) {
    var result = new StringBuilder(name.length() + 16);
    int i = 0;
    while (i < name.length()) {
      char c = name.charAt(i);
      if (isDirect(c)) {
        result.append(c == '&' ? "&-" : c);
        i++;
      } else {
        int end = i;
        while (end < name.length() && !isDirect(name.charAt(end))) {
          end++;
        }
        appendShifted(result, name.substring(i, end));
        i = end;
      }
    }
    return result.toString();
  }

  private static boolean isDirect(char c) {
    return c >= 0x20 && c <= 0x7e;
  }

  private static void appendShifted(StringBuilder result, String run) {
    var base64 = Base64.getEncoder().withoutPadding().encodeToString(run.getBytes(StandardCharsets.UTF_16BE));
    result.append('&').append(base64.replace('/', ',')).append('-');
  }
}
