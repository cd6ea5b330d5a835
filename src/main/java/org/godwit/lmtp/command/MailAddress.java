package org.godwit.lmtp.command;

/**
 * An address as it came, or the null sender.
 *
 * @param text between the angle brackets, without a source route: fit for a header field, of printable characters; empty for
 *     the null sender
 * @param local the local part without quotes
 * @param domain the domain; empty if there is none
 */
public record MailAddress(String text, String local, String domain) {

  /** Whom bounces come from (RFC 5321, 4.5.5). */
  public static final MailAddress NULL_SENDER = new MailAddress("", "", "");

  /** Most octets of an address; RFC 5321, 4.5.3.1.3 asks for 256. */
  public static final int OCTETS_MAX = 512;

  /** Whether it can do without SMTPUTF8. */
  public boolean isAscii() {
    return text.chars().allMatch(c -> c < 0x80);
  }

  @Override
  public String toString() {
    return "<" + text + ">";
  }
}
