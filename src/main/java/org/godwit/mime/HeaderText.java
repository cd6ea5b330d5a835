package org.godwit.mime;

/** Small operations on raw header values (one character per octet). Static only. */
final class HeaderText {
  private HeaderText() {}

  /** Removes the line ends of folding (RFC 5322, 2.2.3), keeps the white space behind them, and trims the ends. */
  static String unfold(String raw) {
    if (raw.indexOf('\n') < 0 && raw.indexOf('\r') < 0) {
      return trim(raw);
    }
    StringBuilder text = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\r' && c != '\n') {
        text.append(c);
      }
    }
    return trim(text.toString());
  }

  /** Trims space and tab; other controls are content. */
  static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isWhite(text.charAt(start))) {
      start++;
    }
    while (end > start && isWhite(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  static boolean isWhite(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  /** The index behind a quoted string that begins at {@code start}; the end of the text when it is not closed. */
  static int quotedEnd(String text, int start) {
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        return i + 1;
      }
    }
    return text.length();
  }

  /** The index behind a comment, with those nested in it, that begins at {@code start}; the end when it is not closed. */
  static int commentEnd(String text, int start) {
    int depth = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        return i + 1;
      }
    }
    return text.length();
  }

  /** The content of a quoted string or comment at {@code [start, end)}, delimiters and quoting removed. */
  static String unquote(String text, int start, int end) {
    char close = text.charAt(start) == '(' ? ')' : text.charAt(start);
    boolean closed = end - start >= 2 && text.charAt(end - 1) == close;
    int last = closed ? end - 1 : end;
    StringBuilder content = new StringBuilder(end - start);
    for (int i = start + 1; i < last; i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < last) {
        c = text.charAt(++i);
      }
      content.append(c);
    }
    return content.toString();
  }

  /** Skips white space and comments from {@code at}. */
  static int skipComments(String text, int at) {
    int i = at;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '(') {
        i = commentEnd(text, i);
      } else if (isWhite(c)) {
        i++;
      } else {
        break;
      }
    }
    return i;
  }

  /** RFC 2045 token characters, 8-bit octets let pass. */
  static boolean isToken(char c) {
    return c > ' ' && c != 0x7f && "()<>@,;:\\\"/[]?=".indexOf(c) < 0;
  }
}
