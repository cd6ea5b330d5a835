package org.godwit.imap.handler;

import org.godwit.alert.LoginAlerts;
import org.godwit.auth.Authenticator;
import org.godwit.auth.sasl.SaslMechanisms;
import org.godwit.imap.command.ImapCommand;

/** The commands about the connection itself and who is on it. */
public final class ConnectionHandlers {

  private ConnectionHandlers() {
  }

  /**
   * Adds them to the table.
   *
   * @param alerts what everybody is told at login
   */
  public static Handlers.Builder add(Handlers.Builder table, Authenticator authenticator, SaslMechanisms mechanisms,
      LoginAlerts alerts) {
    var logins = new Logins(alerts);
    return table
        .on(ImapCommand.Capability.class, new CapabilityHandler())
        .on(ImapCommand.Noop.class, new NoopHandler())
        .on(ImapCommand.Logout.class, new LogoutHandler())
        .on(ImapCommand.Id.class, new IdHandler())
        .on(ImapCommand.StartTls.class, new StartTlsHandler())
        .on(ImapCommand.Login.class, new LoginHandler(authenticator, logins))
        .on(ImapCommand.Authenticate.class, new AuthenticateHandler(mechanisms, logins))
        .on(ImapCommand.Enable.class, new EnableHandler())
        .on(ImapCommand.Unauthenticate.class, new UnauthenticateHandler())
        .on(ImapCommand.Compress.class, new CompressHandler())
        .on(ImapCommand.Idle.class, new IdleHandler());
  }
}
