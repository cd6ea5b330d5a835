package org.godwit.pop3.handler;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.godwit.auth.Apop;
import org.godwit.pop3.command.Pop3Command;
import org.godwit.pop3.session.CommandFailure;
import org.godwit.pop3.session.Pop3Session;
import org.godwit.pop3.session.Reply;

/** APOP (RFC 1939, 7), where the greeting had a timestamp. */
final class ApopHandler implements Handler<Pop3Command.Apop> {

  private final Optional<Apop> apop;
  private final Logins logins;

  ApopHandler(Optional<Apop> apop, Logins logins) {
    this.apop = apop;
    this.logins = logins;
  }

  @Override
  public Uni<Reply> handle(Pop3Command.Apop command, Pop3Session session) {
    if (apop.isEmpty() || session.timestamp().isEmpty()) {
      throw new CommandFailure(Reply.err("APOP is not served here"));
    }
    return apop.get().login(command.name(), session.timestamp().get(), command.digest(), session.link().channel())
        .chain(result -> logins.end(result, session));
  }
}
