package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.godwit.imap.command.ImapCommand;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;

/** LOGOUT (RFC 9051, 6.1.3). */
final class LogoutHandler implements Handler<ImapCommand.Logout> {

  @Override
  public Uni<Tagged> handle(ImapCommand.Logout command, ImapSession session) {
    session.loggedOut();
    session.out().untaggedStatus("BYE", Optional.empty(), "Logging out");
    session.link().afterReply(session.link()::close);
    return Uni.createFrom().item(Tagged.ok("LOGOUT completed"));
  }
}
