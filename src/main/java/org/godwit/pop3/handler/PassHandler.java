package org.godwit.pop3.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.auth.Authenticator;
import org.godwit.auth.Login;
import org.godwit.auth.Password;
import org.godwit.pop3.command.Pop3Command;
import org.godwit.pop3.session.CommandFailure;
import org.godwit.pop3.session.Pop3Session;
import org.godwit.pop3.session.Reply;

/** PASS (RFC 1939, 7): directly after USER. */
final class PassHandler implements Handler<Pop3Command.Pass> {

  private final Authenticator authenticator;
  private final Logins logins;

  PassHandler(Authenticator authenticator, Logins logins) {
    this.authenticator = authenticator;
    this.logins = logins;
  }

  @Override
  public Uni<Reply> handle(Pop3Command.Pass command, Pop3Session session) {
    Logins.requirePrivacy(session);
    var name = session.takeNamed().orElseThrow(() -> new CommandFailure(Reply.err("USER first")));
    var login = Login.of(name, Password.of(command.password()), session.link().channel(), "PASS");
    return authenticator.login(login).chain(result -> logins.end(result, session));
  }
}
