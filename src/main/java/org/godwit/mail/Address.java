package org.godwit.mail;

/**
 * One element of an address list as ENVELOPE has it (RFC 9051, 7.5.2): a mailbox, or the start or the end of a group.
 * The strings hold raw octets (ISO-8859-1, one character per octet), encoded words still encoded; null is NIL.
 *
 * @param name the display name, or null
 * @param route the source route ("at-domain-list", obsolete), or null
 * @param mailbox the local part; the group's name at the start of a group; null at its end
 * @param host the domain, "" when the header has none; null at the start and the end of a group
 */
public record Address(String name, String route, String mailbox, String host) {
  private static final Address GROUP_END = new Address(null, null, null, null);

  /** The start of a group. */
  public static Address groupStart(String name) {
    return new Address(null, null, name, null);
  }

  /** The end of a group. */
  public static Address groupEnd() {
    return GROUP_END;
  }

  /** True for a mailbox, false for the start and the end of a group. */
  public boolean isMailbox() {
    return host != null;
  }

  /** Octets that this address holds, for bounds. */
  public int weight() {
    return length(name) + length(route) + length(mailbox) + length(host) + 24;
  }

  void writeTo(CompactWriter out) {
    out.u8('(');
    WireText.nstring(out, name);
    out.u8(' ');
    WireText.nstring(out, route);
    out.u8(' ');
    WireText.nstring(out, mailbox);
    out.u8(' ');
    WireText.nstring(out, host);
    out.u8(')');
  }

  private static int length(String text) {
    return text == null ? 0 : text.length();
  }
}
