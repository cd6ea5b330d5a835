package org.godwit.imap.session;

import io.smallrye.mutiny.Uni;
import org.godwit.imap.command.AllowedIn;
import org.godwit.imap.command.ImapCommand;
import org.godwit.imap.command.ParsedCommand;
import org.godwit.imap.handler.Handlers;
import org.godwit.imap.response.Tagged;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out a parsed command: state, handler, announcement. */
final class CommandRunner {

  private static final Logger LOG = LoggerFactory.getLogger(CommandRunner.class);

  private final ImapSession session;
  private final Handlers handlers;

  CommandRunner(ImapSession session, Handlers handlers) {
    this.session = session;
    this.handlers = handlers;
  }

  /**
   * Runs the command; what is new in the selected mailbox is announced behind its own responses.
   *
   * @return how it ended; never fails
   */
  Uni<Tagged> run(ParsedCommand parsed) {
    session.running(parsed.tag());
    boolean expungeAllowed = !parsed.forbidsExpunge();
    return handle(parsed)
        .onFailure().recoverWithItem(failure -> Failures.classify(failure, parsed.command()))
        .chain(tagged -> announce(expungeAllowed).replaceWith(tagged));
  }

  private Uni<Tagged> handle(ParsedCommand parsed) {
    var wrongState = wrongState(parsed.spec().allowedIn());
    if (wrongState != null) {
      return Uni.createFrom().item(Tagged.bad(wrongState));
    }
    try {
      return dispatch(parsed.command());
    } catch (RuntimeException thrown) {
      return Uni.createFrom().failure(thrown);
    }
  }

  private <C extends ImapCommand> Uni<Tagged> dispatch(C command) {
    var handler = handlers.find(command);
    return handler == null ? Uni.createFrom().item(Tagged.bad("Unknown command")) : handler.handle(command, session);
  }

  private Uni<Void> announce(boolean expungeAllowed) {
    return session.announce(expungeAllowed)
        .onFailure().invoke(failure -> LOG.warn("What is new could not be announced: {}", failure.toString()))
        .onFailure().recoverWithNull();
  }

  /** RFC 9051, 3: why the command is not allowed in this state, or null. */
  private String wrongState(AllowedIn allowedIn) {
    var state = session.state();
    return switch (allowedIn) {
      case ANY -> null;
      case NOT_AUTHENTICATED -> state == SessionState.NOT_AUTHENTICATED ? null : "Already logged in";
      case AUTHENTICATED -> state == SessionState.NOT_AUTHENTICATED ? "Log in first" : null;
      case SELECTED -> switch (state) {
        case SELECTED -> null;
        case NOT_AUTHENTICATED -> "Log in first";
        default -> "Select a mailbox first";
      };
    };
  }
}
