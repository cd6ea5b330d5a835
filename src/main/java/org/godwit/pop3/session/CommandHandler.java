package org.godwit.pop3.session;

import io.smallrye.mutiny.Uni;
import org.godwit.pop3.command.Pop3Command;

/** Carries out commands. Shared by all sessions of a server. */
@FunctionalInterface
public interface CommandHandler {

  /**
   * Carries out a command that is allowed in the session's state, on the session's event loop.
   *
   * @return how it ended, on any thread; throw or fail with {@link CommandFailure} to answer -ERR
   */
  Uni<Reply> handle(Pop3Command command, Pop3Session session);
}
