package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.imap.command.ImapCommand;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;

/** NOOP (RFC 9051, 6.1.2): the session announces what is new, as after every command. */
final class NoopHandler implements Handler<ImapCommand.Noop> {

  @Override
  public Uni<Tagged> handle(ImapCommand.Noop command, ImapSession session) {
    return Uni.createFrom().item(Tagged.ok("NOOP completed"));
  }
}
