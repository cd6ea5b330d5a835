package org.godwit.lmtp.session;

import io.smallrye.mutiny.Uni;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.godwit.lmtp.command.LmtpCommand;
import org.godwit.lmtp.command.MailAddress;
import org.godwit.lmtp.delivery.Envelope;
import org.godwit.lmtp.delivery.Recipient;
import org.godwit.lmtp.response.Failures;
import org.godwit.lmtp.response.Replies;
import org.godwit.lmtp.response.Reply;
import org.godwit.wire.Connection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client may say now, and what is said to it. First LHLO, then one transaction after the other: MAIL, RCPT for each recipient, then
 * either DATA or BDAT up to the last (RFC 5321, 4.1.4; RFC 3030, 2). Event loop of the connection only.
 */
final class Session {

  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  private final CommandLoop loop;
  private final Connection connection;
  private final LmtpServices services;
  /** The client's name; empty before LHLO. */
  private String client = "";
  private Optional<Transaction> transaction = Optional.empty();

  Session(CommandLoop loop, Connection connection, LmtpServices services) {
    this.loop = loop;
    this.connection = connection;
    this.services = services;
  }

  Reply greeting() {
    return Reply.of(220, "", services.host() + " LMTP Godwit ready");
  }

  /** Carries a command out; the loop is told how it ends. */
  void execute(LmtpCommand command) {
    switch (command) {
      case LmtpCommand.Lhlo lhlo -> lhlo(lhlo);
      case LmtpCommand.Mail mail -> mail(mail);
      case LmtpCommand.Rcpt rcpt -> rcpt(rcpt.recipient());
      case LmtpCommand.Data data -> data();
      case LmtpCommand.Bdat bdat -> bdat(bdat);
      case LmtpCommand.Rset rset -> {
        end();
        loop.answer(Replies.OK);
      }
      case LmtpCommand.Noop noop -> loop.answer(Replies.OK);
      case LmtpCommand.Vrfy vrfy -> loop.answer(Replies.CANNOT_VERIFY);
      case LmtpCommand.Help help -> loop.answer(Replies.HELP);
      case LmtpCommand.StartTls startTls -> startTls();
      case LmtpCommand.Quit quit -> loop.goodbye(Replies.BYE);
    }
  }

  /** Gives up the transaction, if there is one. */
  void end() {
    transaction.ifPresent(Transaction::release);
    transaction = Optional.empty();
  }

  /** RFC 5321, 4.1.1.1: also resets. */
  private void lhlo(LmtpCommand.Lhlo lhlo) {
    end();
    client = lhlo.domain();
    var lines = new ArrayList<>(List.of(services.host(), "PIPELINING", "SIZE " + services.delivery().limits().sizeMax(), "8BITMIME",
        "BINARYMIME", "CHUNKING", "SMTPUTF8", "ENHANCEDSTATUSCODES"));
    if (offersTls()) {
      lines.add("STARTTLS");
    }
    loop.answer(new Reply(250, "", lines));
  }

  private boolean offersTls() {
    return services.tls().isPresent() && !connection.isSecure();
  }

  /** RFC 3207, 4.2: afterwards everything begins anew. */
  private void startTls() {
    if (!offersTls()) {
      loop.answer(Replies.NO_TLS);
      return;
    }
    end();
    client = "";
    Replies.START_TLS.writeTo(connection.output());
    loop.work(connection.upgradeToTls(services.tls().get()), secure -> loop.nextCommand(), failed -> LOG.debug("No TLS: {}", failed.toString()));
  }

  private void mail(LmtpCommand.Mail mail) {
    if (client.isEmpty()) {
      loop.answer(Replies.LHLO_FIRST);
    } else if (transaction.isPresent()) {
      loop.answer(Replies.NESTED_MAIL);
    } else if (!mail.utf8() && !mail.sender().isAscii()) {
      loop.answer(Replies.SENDER_NOT_ASCII);
    } else if (mail.size().orElse(0) > services.delivery().limits().sizeMax()) {
      // RFC 1870, 6.1
      loop.answer(Replies.TOO_BIG);
    } else {
      transaction = Optional.of(new Transaction(mail));
      loop.answer(Replies.SENDER_OK);
    }
  }

  private void rcpt(MailAddress address) {
    if (transaction.isEmpty()) {
      loop.answer(Replies.MAIL_FIRST);
      return;
    }
    var current = transaction.get();
    if (current.incoming().isPresent()) {
      loop.answer(Replies.BDAT_BEGUN);
    } else if (!current.mail().utf8() && !address.isAscii()) {
      loop.answer(Replies.RECIPIENT_NOT_ASCII);
    } else if (current.recipients().size() >= services.limits().recipientsMax()) {
      loop.answer(Replies.TOO_MANY_RECIPIENTS);
    } else {
      loop.work(services.recipients().find(address), found -> loop.answer(accepted(current, found)), failure -> {
        LOG.warn("Whether {} gets mail is not known: {}", address, failure.toString());
        loop.answer(Replies.USER_NOT_KNOWN_NOW);
      });
    }
  }

  private static Reply accepted(Transaction transaction, Optional<Recipient> found) {
    found.ifPresent(transaction::add);
    return found.isPresent() ? Replies.RECIPIENT_OK : Replies.NO_SUCH_USER;
  }

  private void data() {
    var problem = dataProblem();
    if (problem.isPresent()) {
      loop.answer(problem.get());
      return;
    }
    var current = transaction.orElseThrow();
    var incoming = begin(current);
    loop.say(Replies.SEND_DATA);
    loop.receive(new DotDecoder(), octets -> take(incoming, octets), () -> deliver(current, incoming));
  }

  private Optional<Reply> dataProblem() {
    if (transaction.isEmpty()) {
      return Optional.of(Replies.MAIL_FIRST);
    }
    var current = transaction.get();
    if (current.incoming().isPresent()) {
      return Optional.of(Replies.BDAT_BEGUN);
    }
    if (current.recipients().isEmpty()) {
      return Optional.of(Replies.NO_RECIPIENTS);
    }
    return current.isBinary() ? Optional.of(Replies.BINARY_NEEDS_BDAT) : Optional.empty();
  }

  /** The chunk is there whatever is said of it: without a place it is read past (RFC 3030, 2). */
  private void bdat(LmtpCommand.Bdat bdat) {
    if (bdat.size() > services.limits().skipBytesMax()) {
      loop.goodbye(Replies.TOO_BIG);
    } else if (transaction.isEmpty()) {
      skip(bdat, () -> loop.answer(Replies.MAIL_FIRST));
    } else if (transaction.get().recipients().isEmpty()) {
      skip(bdat, () -> chunkForNobody(bdat));
    } else {
      var current = transaction.get();
      var incoming = current.incoming().orElseGet(() -> begin(current));
      loop.receive(new ChunkDecoder(bdat.size()), octets -> take(incoming, octets), () -> chunkEnd(bdat, current, incoming));
    }
  }

  private void skip(LmtpCommand.Bdat bdat, Runnable then) {
    loop.receive(new ChunkDecoder(bdat.size()), octets -> Uni.createFrom().voidItem(), then);
  }

  /** RFC 2033, 4.3: a reply for each recipient, and there is none. */
  private void chunkForNobody(LmtpCommand.Bdat bdat) {
    if (bdat.last()) {
      end();
      loop.nextCommand();
    } else {
      loop.answer(Replies.NO_RECIPIENTS);
    }
  }

  private void chunkEnd(LmtpCommand.Bdat bdat, Transaction current, Transaction.Incoming incoming) {
    if (bdat.last()) {
      deliver(current, incoming);
    } else {
      loop.answer(incoming.mail().failure().map(Failures::of).orElse(Reply.of(250, "2.0.0", bdat.size() + " octets received")));
    }
  }

  private Transaction.Incoming begin(Transaction current) {
    var mail = current.mail();
    var envelope = new Envelope(mail.sender(), mail.utf8(), client, clientAddress(), connection.isSecure(), services.host(), current.id(),
        OffsetDateTime.now());
    var incoming = new Transaction.Incoming(envelope, services.delivery().receive(envelope, current.recipients(), mail.size()));
    current.begin(incoming);
    return incoming;
  }

  /** What is too big is read past, up to a bound. */
  private Uni<Void> take(Transaction.Incoming incoming, byte[] octets) {
    if (incoming.mail().size() > services.limits().skipBytesMax()) {
      loop.goodbye(Replies.HOPELESS);
      return Uni.createFrom().voidItem();
    }
    return incoming.mail().write(octets);
  }

  private void deliver(Transaction current, Transaction.Incoming incoming) {
    var delivered = incoming.mail().complete()
        .chain(() -> services.delivery().deliver(incoming.envelope(), current.recipients(), incoming.mail(), loop::say));
    loop.work(delivered, done -> {
      end();
      loop.nextCommand();
    }, bug -> {
      throw new IllegalStateException(bug);
    });
  }

  /** An address literal (RFC 5321, 4.1.3); a UNIX socket has none. */
  private Optional<String> clientAddress() {
    InetAddress address = connection.remoteAddress();
    if (address.isAnyLocalAddress()) {
      return Optional.empty();
    }
    return Optional.of("[" + (address instanceof Inet6Address ? "IPv6:" : "") + address.getHostAddress() + "]");
  }
}
