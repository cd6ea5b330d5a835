package org.godwit.pop3.session;

import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.wire.ConnectionClosed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one border at which everything that can go wrong becomes an answer (RFC 3206). */
final class Failures {

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {
  }

  /** How a command ends that failed with this. What nobody foresaw is logged. */
  static Reply.Negative classify(Throwable failure, Object command) {
    return switch (failure) {
      case CommandFailure known -> known.reply();
      // nobody will read it
      case ConnectionClosed gone -> Reply.err(gone.getMessage());
      case MailboxFailure known -> Reply.err(code(known.kind()), known.getMessage());
      default -> {
        LOG.error("{} failed", command, failure);
        yield Reply.err(RespCode.SYS_PERM, "Internal error, see the server's log");
      }
    };
  }

  private static RespCode code(MailboxFailure.Kind kind) {
    return switch (kind) {
      case UNAVAILABLE, EXPIRED, MOVED, UNCERTAIN, OVERQUOTA, NONEXISTENT -> RespCode.SYS_TEMP;
      default -> RespCode.SYS_PERM;
    };
  }
}
