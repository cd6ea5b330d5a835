package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.imap.command.ImapCommand;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;

/** CAPABILITY (RFC 9051, 6.1.1). */
final class CapabilityHandler implements Handler<ImapCommand.Capability> {

  @Override
  public Uni<Tagged> handle(ImapCommand.Capability command, ImapSession session) {
    session.out().untagged().raw("CAPABILITY ").raw(String.join(" ", session.capabilities())).end();
    return Uni.createFrom().item(Tagged.ok("CAPABILITY completed"));
  }
}
