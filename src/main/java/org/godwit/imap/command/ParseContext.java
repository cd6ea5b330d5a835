package org.godwit.imap.command;

/**
 * What a parser has to know of the session. ENABLE may change it, so a command behind an ENABLE is parsed after that is done.
 *
 * @param utf8 whether IMAP4rev2 or UTF8=ACCEPT is enabled: mailbox names are UTF-8, else modified UTF-7
 * @param delimiter the hierarchy delimiter, {@code /} or {@code .}
 * @param searchCharset whether SEARCH may name a charset, and SORT and THREAD another than UTF-8: not with UTF8=ACCEPT enabled
 *     and IMAP4rev2 not (RFC 9755, 3)
 */
public record ParseContext(boolean utf8, char delimiter, boolean searchCharset) {

  /** A session in which SEARCH may name a charset. */
  public ParseContext(boolean utf8, char delimiter) {
    this(utf8, delimiter, true);
  }
}
