package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.imap.command.ImapCommand;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;

/** UNAUTHENTICATE (RFC 8437): as at the start of the connection, in clear text if it was compressed. */
final class UnauthenticateHandler implements Handler<ImapCommand.Unauthenticate> {

  @Override
  public Uni<Tagged> handle(ImapCommand.Unauthenticate command, ImapSession session) {
    session.unauthenticated();
    if (session.link().isCompressed()) {
      session.link().afterReply(session.link()::decompress);
    }
    return Uni.createFrom().item(Tagged.ok("UNAUTHENTICATE completed"));
  }
}
