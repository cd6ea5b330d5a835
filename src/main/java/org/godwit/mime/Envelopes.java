package org.godwit.mime;

import java.util.List;
import org.godwit.mail.Address;
import org.godwit.mail.Envelope;

/** Makes an {@link Envelope} of a message header (RFC 9051, 7.5.2). Static only. */
final class Envelopes {
  private Envelopes() {}

  /**
   * Several fields of one name that holds addresses count as one list, so that no client sees another sender than the
   * one that was checked; of other fields the first counts.
   */
  static Envelope of(HeaderBlock header) {
    return new Envelope(header.first("date"), header.first("subject"), addresses(header, "from"),
        addresses(header, "sender"), addresses(header, "reply-to"), addresses(header, "to"), addresses(header, "cc"),
        addresses(header, "bcc"), header.first("in-reply-to"), header.first("message-id"));
  }

  /** Octets that an envelope takes in wire form, about. */
  static int weight(Envelope envelope) {
    int weight = 0;
    for (String text : new String[] {envelope.date(), envelope.subject(), envelope.inReplyTo(), envelope.messageId()}) {
      weight += text == null ? 0 : text.length();
    }
    for (List<Address> list : List.of(envelope.from(), envelope.sender(), envelope.replyTo(), envelope.to(),
        envelope.cc(), envelope.bcc())) {
      for (Address address : list) {
        weight += address.weight();
      }
    }
    return weight;
  }

  private static List<Address> addresses(HeaderBlock header, String name) {
    String value = header.joined(name);
    return value == null ? List.of() : AddressParser.parse(value);
  }
}
