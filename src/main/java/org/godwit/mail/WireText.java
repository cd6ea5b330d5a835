package org.godwit.mail;

/** The IMAP wire form of strings that may hold any octet, kept as ISO-8859-1 text (one character per octet). */
final class WireText {
  /** Longer strings go as literals: some clients bound the length of a line. */
  private static final int QUOTED_MAX = 4096;

  private WireText() {}

  /** {@code nstring}: NIL for null. */
  static void nstring(CompactWriter out, String octets) {
    if (octets == null) {
      out.latin1("NIL");
    } else {
      string(out, octets);
    }
  }

  /** {@code string}: quoted when it may be (RFC 9051, 9: quoted), else a literal; NUL, which neither can carry, becomes "?". */
  static void string(CompactWriter out, String octets) {
    String text = octets.indexOf('\0') < 0 ? octets : octets.replace('\0', '?');
    if (!quotable(text)) {
      out.latin1("{" + text.length() + "}\r\n").latin1(text);
      return;
    }
    out.u8('"');
    if (text.indexOf('"') < 0 && text.indexOf('\\') < 0) {
      out.latin1(text);
    } else {
      out.latin1(text.replace("\\", "\\\\").replace("\"", "\\\""));
    }
    out.u8('"');
  }

  private static boolean quotable(String text) {
    if (text.length() > QUOTED_MAX) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0x7e || c < ' ' && c != '\t') {
        return false;
      }
    }
    return true;
  }
}
