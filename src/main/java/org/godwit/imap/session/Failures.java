package org.godwit.imap.session;

import java.util.Optional;
import org.godwit.imap.command.ParseException;
import org.godwit.imap.response.CommandFailure;
import org.godwit.imap.response.ResponseCode;
import org.godwit.imap.response.Status;
import org.godwit.imap.response.Tagged;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.wire.ConnectionClosed;
import org.godwit.wire.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one border at which everything that can go wrong becomes an answer (RFC 9051, 7.1; RFC 5530). */
final class Failures {

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {
  }

  /** How a command ends that failed with this. What nobody foresaw is logged and told as SERVERBUG. */
  static Tagged classify(Throwable failure, Object command) {
    return switch (failure) {
      case CommandFailure known -> known.tagged();
      // nobody will read it
      case ConnectionClosed gone -> Tagged.no(gone.getMessage());
      case MailboxFailure known -> Tagged.no(code(known.kind()), known.getMessage());
      default -> {
        LOG.error("{} failed", command, failure);
        yield Tagged.no(ResponseCode.SERVERBUG, "Internal error, see the server's log");
      }
    };
  }

  /** How a command ends that is not one. */
  static Tagged of(ParseException failure) {
    var code = failure.code().map(ResponseCode::new);
    return new Tagged(failure.isNo() ? Status.NO : Status.BAD, code, failure.getMessage());
  }

  /** How a command ends that was not read to its end. */
  static Tagged of(Refusal why, Optional<Throwable> cause) {
    if (cause.isPresent()) {
      return classify(cause.get(), "Receiving a message");
    }
    return switch (why) {
      case LINE_TOO_LONG -> Tagged.bad(ResponseCode.LIMIT, "Command line too long");
      case LITERAL_TOO_LARGE -> Tagged.bad(ResponseCode.LIMIT, "Literal too large");
      case TOO_MANY_LITERALS -> Tagged.bad(ResponseCode.LIMIT, "Too much in literals");
      // RFC 7889, 3
      case MESSAGE_TOO_LARGE -> Tagged.no(ResponseCode.TOOBIG, "Message too large");
      case NO_ROOM -> Tagged.no(ResponseCode.UNAVAILABLE, "No room for the message");
    };
  }

  private static ResponseCode code(MailboxFailure.Kind kind) {
    return switch (kind) {
      case NONEXISTENT -> ResponseCode.NONEXISTENT;
      case ALREADYEXISTS -> ResponseCode.ALREADYEXISTS;
      case TRYCREATE -> ResponseCode.TRYCREATE;
      case CANNOT -> ResponseCode.CANNOT;
      case USEATTR -> ResponseCode.USEATTR;
      case LIMIT -> ResponseCode.LIMIT;
      case TOOBIG -> ResponseCode.TOOBIG;
      case OVERQUOTA -> ResponseCode.OVERQUOTA;
      // the place expired because the message moved or went: the next try finds out which
      case UNAVAILABLE, EXPIRED, MOVED, UNCERTAIN -> ResponseCode.UNAVAILABLE;
      case CORRUPT -> ResponseCode.CORRUPTION;
      case SERVERBUG -> ResponseCode.SERVERBUG;
    };
  }
}
