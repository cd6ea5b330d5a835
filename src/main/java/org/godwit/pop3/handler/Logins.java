package org.godwit.pop3.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.auth.LoginResult;
import org.godwit.mail.MailboxName;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.mailbox.api.MaildropClaims;
import org.godwit.mailbox.api.MaildropClaims.Claim;
import org.godwit.pop3.maildrop.Maildrop;
import org.godwit.pop3.session.CommandFailure;
import org.godwit.pop3.session.Pop3Session;
import org.godwit.pop3.session.Reply;
import org.godwit.pop3.session.RespCode;

/** How PASS, APOP and AUTH end: with the user's maildrop, claimed and opened (RFC 1939, 4), or with why not (RFC 2449, 8.1; RFC 3206). */
final class Logins {

  private final MailboxClient store;
  private final MaildropClaims claims;
  private final LoginDelays delays;

  Logins(MailboxClient store, MaildropClaims claims, LoginDelays delays) {
    this.store = store;
    this.claims = claims;
    this.delays = delays;
  }

  /** Refuses a password where it must not be sent, before anything is looked at. */
  static void requirePrivacy(Pop3Session session) {
    if (!session.link().channel().isPasswordAllowed()) {
      throw new CommandFailure(Reply.err(RespCode.AUTH, "Passwords are taken over TLS only"));
    }
  }

  /** Moves the session on if the login was accepted and nobody else has the maildrop. */
  Uni<Reply> end(LoginResult result, Pop3Session session) {
    return switch (result) {
      case LoginResult.Accepted accepted -> open(accepted.user().value(), session);
      case LoginResult.Rejected rejected -> Handler.now(Reply.err(RespCode.AUTH, "Wrong user name or password"));
      case LoginResult.Unavailable unavailable ->
          Handler.now(Reply.err(RespCode.SYS_TEMP, "Logins can not be checked now, try again later"));
    };
  }

  private Uni<Reply> open(String account, Pop3Session session) {
    if (delays.isTooEarly(account)) {
      return Handler.now(Reply.err(RespCode.LOGIN_DELAY, "Logged in too recently"));
    }
    return claims.claim(account).chain(claim -> claim.isEmpty()
        ? Handler.now(Reply.err(RespCode.IN_USE, "Another POP3 session has this maildrop"))
        : open(account, claim.get(), session));
  }

  private Uni<Reply> open(String account, Claim claim, Pop3Session session) {
    var tooMany = session.link().enter(account);
    if (tooMany.isPresent()) {
      claim.end();
      return Handler.now(Reply.err(RespCode.SYS_TEMP, tooMany.get().text()));
    }
    return store.send(new MailboxRequest.Select(account, MailboxName.INBOX, false))
        .onFailure().invoke(() -> {
          claim.end();
          session.link().leave();
        })
        .map(selected -> {
          var maildrop = new Maildrop(store, account, selected.mailbox(), claim);
          session.opened(maildrop);
          delays.loggedIn(account);
          return Reply.ok(Numbers.drop(maildrop));
        });
  }
}
