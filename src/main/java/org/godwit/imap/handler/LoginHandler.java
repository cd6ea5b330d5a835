package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.auth.Authenticator;
import org.godwit.auth.Login;
import org.godwit.auth.Password;
import org.godwit.imap.command.ImapCommand;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;

/** LOGIN (RFC 9051, 6.2.3). */
final class LoginHandler implements Handler<ImapCommand.Login> {

  private final Authenticator authenticator;
  private final Logins logins;

  LoginHandler(Authenticator authenticator, Logins logins) {
    this.authenticator = authenticator;
    this.logins = logins;
  }

  @Override
  public Uni<Tagged> handle(ImapCommand.Login command, ImapSession session) {
    if (!session.isPasswordAllowed()) {
      throw Logins.notPrivate();
    }
    var login = Login.of(command.user(), Password.of(command.password()), session.channel(), "LOGIN");
    return authenticator.login(login).chain(result -> logins.end(result, session));
  }
}
