package org.godwit.mime;

import java.util.ArrayList;
import java.util.List;

/** Message ids as THREAD=REFERENCES compares them (RFC 5256, 3 and 2.3: quoting removed). Static only. */
final class MessageIds {
  /** Ids kept of one header at most; the first and the last ones. */
  static final int IDS_MAX = 200;
  /** Octets of one id at most; what is longer is no id. */
  static final int ID_BYTES_MAX = 998;

  private MessageIds() {}

  /**
   * The ids in a value, in order, each without angle brackets, white space, comments and quoting. One may occur twice: the
   * last of References is the parent (RFC 5256, 3), also if it stood before.
   */
  static List<String> parse(String value) {
    List<String> ids = new ArrayList<>();
    int at = 0;
    while (at < value.length()) {
      char c = value.charAt(at);
      if (c == '(') {
        at = HeaderText.commentEnd(value, at);
      } else if (c == '"') {
        at = HeaderText.quotedEnd(value, at);
      } else if (c == '<') {
        int end = idEnd(value, at + 1);
        keep(ids, end < 0 ? null : normalise(value.substring(at + 1, end)));
        at = end < 0 ? at + 1 : end + 1;
      } else {
        at++;
      }
    }
    return ids;
  }

  /** The index of the ">" that closes an id, or -1 when a "<" or the bound comes first. */
  private static int idEnd(String value, int start) {
    int bound = Math.min(value.length(), start + 2 * ID_BYTES_MAX);
    for (int i = start; i < bound; i++) {
      char c = value.charAt(i);
      if (c == '>') {
        return i;
      } else if (c == '<') {
        return -1;
      } else if (c == '"') {
        i = Math.min(HeaderText.quotedEnd(value, i), bound) - 1;
      }
    }
    return -1;
  }

  /** Null for what is no id: RFC 5256 wants {@code id-left "@" id-right}. */
  private static String normalise(String id) {
    StringBuilder out = new StringBuilder(id.length());
    int at = 0;
    while (at < id.length()) {
      char c = id.charAt(at);
      if (c == '"') {
        int end = HeaderText.quotedEnd(id, at);
        out.append(HeaderText.unquote(id, at, end));
        at = end;
        continue;
      }
      if (!HeaderText.isWhite(c)) {
        out.append(c);
      }
      at++;
    }
    int sign = out.indexOf("@");
    return sign > 0 && sign < out.length() - 1 && out.length() <= ID_BYTES_MAX ? out.toString() : null;
  }

  private static void keep(List<String> ids, String id) {
    if (id == null) {
      return;
    }
    if (ids.size() == IDS_MAX) {
      ids.remove(IDS_MAX / 2);
    }
    ids.add(id);
  }
}
