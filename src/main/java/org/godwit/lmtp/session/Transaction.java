package org.godwit.lmtp.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.godwit.lmtp.command.BodyType;
import org.godwit.lmtp.command.LmtpCommand;
import org.godwit.lmtp.delivery.Envelope;
import org.godwit.lmtp.delivery.IncomingMail;
import org.godwit.lmtp.delivery.Recipient;

/** One message: from MAIL to the replies for its recipients. Event loop of the connection only. */
final class Transaction {

  private final LmtpCommand.Mail mail;
  private final String id = Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), Character.MAX_RADIX);
  private final List<Recipient> recipients = new ArrayList<>();
  private Optional<Incoming> incoming = Optional.empty();

  /** Its message, once it comes in. */
  record Incoming(Envelope envelope, IncomingMail mail) {}

  Transaction(LmtpCommand.Mail mail) {
    this.mail = mail;
  }

  /** A name for it in the log and in the message. */
  String id() {
    return id;
  }

  LmtpCommand.Mail mail() {
    return mail;
  }

  boolean isBinary() {
    return mail.body() == BodyType.BINARY;
  }

  /** Those accepted, in the order of their RCPT commands; one that was named twice is there twice (RFC 2033, 4.2). */
  List<Recipient> recipients() {
    return recipients;
  }

  void add(Recipient recipient) {
    recipients.add(recipient);
  }

  /** The message, if it has begun to come in. */
  Optional<Incoming> incoming() {
    return incoming;
  }

  void begin(Incoming begun) {
    incoming = Optional.of(begun);
  }

  /** Gives up what was not delivered. */
  void release() {
    incoming.ifPresent(begun -> begun.mail().release());
    incoming = Optional.empty();
  }
}
