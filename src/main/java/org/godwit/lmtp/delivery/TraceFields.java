package org.godwit.lmtp.delivery;

import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The fields that are put in front of a message: Return-Path, Delivered-To, Received (RFC 5321, 4.4; RFC 9228). What stands in front
 * already stays; the message itself is not touched.
 */
final class TraceFields {

  /** More octets than they can ever have, since addresses and names are bounded. */
  static final int BYTES_MAX = 4096;

  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

  private TraceFields() {}

  /**
   * The fields.
   *
   * @param recipient whose copy it is; it names no other, since recipients need not know of each other
   */
  static byte[] of(Envelope envelope, Recipient recipient) {
    var fields = new StringBuilder("Return-Path: ").append(envelope.sender()).append("\r\n");
    fields.append("Delivered-To: ").append(recipient.address().text()).append("\r\n");
    fields.append("Received: from ").append(envelope.client());
    envelope.clientAddress().ifPresent(address -> fields.append(" (").append(address).append(')'));
    fields.append("\r\n\tby ").append(envelope.host()).append(" with ").append(protocol(envelope)).append(" id ").append(envelope.id());
    fields.append("\r\n\tfor ").append(recipient.address()).append(";\r\n\t").append(DATE.format(envelope.received())).append("\r\n");
    return fields.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** RFC 3848; RFC 6531, 4.3. */
  private static String protocol(Envelope envelope) {
    return (envelope.utf8() ? "UTF8LMTP" : "LMTP") + (envelope.secure() ? "S" : "");
  }
}
