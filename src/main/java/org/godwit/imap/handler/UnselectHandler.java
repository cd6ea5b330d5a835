package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.imap.command.ImapCommand.Unselect;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;

/** UNSELECT (RFC 9051, 6.4.2): CLOSE without the expunge. */
public final class UnselectHandler implements Handler<Unselect> {

  @Override
  public Uni<Tagged> handle(Unselect command, ImapSession session) {
    session.deselect();
    return Uni.createFrom().item(Tagged.ok("Unselected"));
  }
}
