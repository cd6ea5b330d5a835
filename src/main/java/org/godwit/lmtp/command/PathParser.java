package org.godwit.lmtp.command;

import java.nio.charset.StandardCharsets;

/**
 * Reads a path from a line (RFC 5321, 4.1.2; RFC 6531, 3.3):
 *
 * <pre>
 * Path       = "<" [ A-d-l ":" ] Mailbox ">"
 * Mailbox    = Local-part [ "@" ( Domain / address-literal ) ]
 * Local-part = Dot-string / Quoted-string
 * </pre>
 *
 * More lenient than that where mail of today is: dots anywhere in a local part, {@code _} in a domain, no domain at all. A source route
 * is read and forgotten (RFC 5321, appendix C).
 */
final class PathParser {

  private static final String ATEXT_SPECIALS = "!#$%&'*+-/=?^_`{|}~.";

  private final String line;
  private int at;

  PathParser(String line, int at) {
    this.line = line;
    this.at = at;
  }

  /** Behind the path. */
  int end() {
    return at;
  }

  /** The path; the null sender for {@code <>}. @return null if there is none */
  MailAddress path() {
    if (!take('<')) {
      return null;
    }
    if (take('>')) {
      return MailAddress.NULL_SENDER;
    }
    if (!sourceRoute()) {
      return null;
    }
    int start = at;
    String local = peek() == '"' ? quoted() : dotString();
    if (local == null || local.isEmpty()) {
      return null;
    }
    String domain = take('@') ? domain() : "";
    String text = line.substring(start, at);
    if (domain == null || !take('>') || text.getBytes(StandardCharsets.UTF_8).length > MailAddress.OCTETS_MAX) {
      return null;
    }
    return new MailAddress(text, local, domain);
  }

  /** A-d-l = "@" Domain *( "," "@" Domain ), and its colon. */
  private boolean sourceRoute() {
    if (peek() != '@') {
      return true;
    }
    do {
      if (!take('@') || domain() == null) {
        return false;
      }
    } while (take(','));
    return take(':');
  }

  private String dotString() {
    int start = at;
    while (at < line.length() && (isLetterOrDigit(line.charAt(at)) || ATEXT_SPECIALS.indexOf(line.charAt(at)) >= 0)) {
      at++;
    }
    return line.substring(start, at);
  }

  /** Control characters are kept out of lines before. */
  private String quoted() {
    var text = new StringBuilder();
    at++;
    while (at < line.length()) {
      char c = line.charAt(at++);
      if (c == '"') {
        return text.toString();
      }
      if (c == '\\') {
        if (at == line.length()) {
          return null;
        }
        c = line.charAt(at++);
      }
      text.append(c);
    }
    return null;
  }

  private String domain() {
    int start = at;
    if (take('[')) {
      while (at < line.length() && (isLetterOrDigit(line.charAt(at)) || ".:-".indexOf(line.charAt(at)) >= 0)) {
        at++;
      }
      return take(']') ? line.substring(start, at) : null;
    }
    while (at < line.length() && (isLetterOrDigit(line.charAt(at)) || ".-_".indexOf(line.charAt(at)) >= 0)) {
      at++;
    }
    return at == start ? null : line.substring(start, at);
  }

  private boolean take(char c) {
    if (peek() != c) {
      return false;
    }
    at++;
    return true;
  }

  private int peek() {
    return at < line.length() ? line.charAt(at) : -1;
  }

  /** ASCII's, and whatever is beyond it: UTF8-non-ascii (RFC 6531, 3.3). */
  private static boolean isLetterOrDigit(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0xA0;
  }
}
