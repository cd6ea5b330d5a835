package org.godwit.lmtp.response;

import org.godwit.mailbox.api.MailboxFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one border at which everything that can go wrong with a delivery becomes a reply (RFC 3463). Only what will never work is
 * permanent: a 5xx makes the sender's server give the message back.
 */
public final class Failures {

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /** How it is answered. What nobody foresaw is logged. */
  public static Reply of(Throwable failure) {
    return switch (failure) {
      case DeliveryFailure known -> known.reply();
      case MailboxFailure known -> of(known);
      default -> {
        LOG.error("A delivery failed", failure);
        yield Reply.of(451, "4.3.0", "Internal error, see the server's log");
      }
    };
  }

  private static Reply of(MailboxFailure failure) {
    return switch (failure.kind()) {
      case TOOBIG -> Replies.TOO_BIG;
      case OVERQUOTA -> Reply.of(452, "4.3.1", "The server's disk is full");
      case LIMIT -> Reply.of(452, "4.2.2", failure.getMessage());
      case NONEXISTENT, ALREADYEXISTS, TRYCREATE, CANNOT, USEATTR -> Reply.of(451, "4.2.0", failure.getMessage());
      case UNAVAILABLE, EXPIRED, MOVED, UNCERTAIN, CORRUPT, SERVERBUG -> Reply.of(451, "4.3.0", failure.getMessage());
    };
  }
}
