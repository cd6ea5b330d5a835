package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.alert.LoginAlerts;
import org.godwit.auth.LoginResult;
import org.godwit.imap.response.CommandFailure;
import org.godwit.imap.response.ResponseCode;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;
import org.godwit.vertx.Unis;
import org.godwit.wire.gate.TurnedAway;

/** How LOGIN and AUTHENTICATE end (RFC 9051, 6.2.2 and 6.2.3; RFC 5530, 3). */
final class Logins {

  private final LoginAlerts alerts;

  Logins(LoginAlerts alerts) {
    this.alerts = alerts;
  }

  /** Moves the session on if the login was accepted, and tells what everybody is told then. */
  Uni<Tagged> end(LoginResult result, ImapSession session) {
    return switch (result) {
      case LoginResult.Accepted accepted -> {
        String user = accepted.user().value();
        yield session.link().enter(user).map(why -> Uni.createFrom().item(tooMany(why))).orElseGet(() -> loggedIn(user, session));
      }
      case LoginResult.Rejected rejected ->
          Uni.createFrom().item(Tagged.no(ResponseCode.AUTHENTICATIONFAILED, "Wrong user name or password"));
      case LoginResult.Unavailable unavailable ->
          Uni.createFrom().item(Tagged.no(ResponseCode.UNAVAILABLE, "Logins can not be checked now, try again later"));
    };
  }

  private Uni<Tagged> loggedIn(String user, ImapSession session) {
    session.authenticated(user);
    return Unis.onCallersContext(alerts::now).invoke(lines -> lines.forEach(session::alert))
        .map(told -> Tagged.ok(session.capabilityCode(), "Logged in"));
  }

  private static Tagged tooMany(TurnedAway why) {
    return Tagged.no(ResponseCode.LIMIT, why.text());
  }

  /** What to tell a client that must not send a password here. */
  static CommandFailure notPrivate() {
    return CommandFailure.no(ResponseCode.PRIVACYREQUIRED, "Passwords are taken over TLS only");
  }
}
