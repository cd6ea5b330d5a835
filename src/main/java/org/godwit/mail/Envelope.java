package org.godwit.mail;

import java.util.List;

/**
 * ENVELOPE (RFC 9051, 7.5.2). Strings hold raw octets (ISO-8859-1, one character per octet), unfolded, encoded words
 * still encoded; null stands for an absent header field.
 */
public record Envelope(String date, String subject, List<Address> from, List<Address> sender, List<Address> replyTo,
    List<Address> to, List<Address> cc, List<Address> bcc, String inReplyTo, String messageId) {
  /** An envelope of nothing: every member NIL. */
  public static final Envelope EMPTY = new Envelope(null, null, List.of(), List.of(), List.of(), List.of(), List.of(),
      List.of(), null, null);

  /** Copies the lists; an absent or empty Sender or Reply-To takes the value of From, as the RFC demands. */
  public Envelope {
    from = List.copyOf(from);
    sender = sender.isEmpty() ? from : List.copyOf(sender);
    replyTo = replyTo.isEmpty() ? from : List.copyOf(replyTo);
    to = List.copyOf(to);
    cc = List.copyOf(cc);
    bcc = List.copyOf(bcc);
  }

  /** The wire form: a parenthesised list. */
  public byte[] toWire() {
    CompactWriter out = new CompactWriter(512);
    writeTo(out);
    return out.toByteArray();
  }

  void writeTo(CompactWriter out) {
    out.u8('(');
    WireText.nstring(out, date);
    out.u8(' ');
    WireText.nstring(out, subject);
    for (List<Address> list : List.of(from, sender, replyTo, to, cc, bcc)) {
      out.u8(' ');
      writeList(out, list);
    }
    out.u8(' ');
    WireText.nstring(out, inReplyTo);
    out.u8(' ');
    WireText.nstring(out, messageId);
    out.u8(')');
  }

  /** {@code "(" 1*address ")" / nil}. */
  private static void writeList(CompactWriter out, List<Address> addresses) {
    if (addresses.isEmpty()) {
      out.latin1("NIL");
      return;
    }
    out.u8('(');
    addresses.forEach(address -> address.writeTo(out));
    out.u8(')');
  }
}
