package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.imap.command.ImapCommand;
import org.godwit.imap.response.CommandFailure;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.Capability;
import org.godwit.imap.session.ImapSession;

/** STARTTLS (RFC 9051, 6.2.1): everything behind the tagged OK is encrypted, and nothing that came before it counts. */
final class StartTlsHandler implements Handler<ImapCommand.StartTls> {

  @Override
  public Uni<Tagged> handle(ImapCommand.StartTls command, ImapSession session) {
    var link = session.link();
    if (link.isSecure()) {
      throw CommandFailure.bad("TLS is active already");
    }
    if (!session.offers(Capability.STARTTLS) || link.isCompressed()) {
      throw CommandFailure.bad("There is no TLS here");
    }
    link.afterReply(link::startTls);
    return Uni.createFrom().item(Tagged.ok("Begin TLS now"));
  }
}
