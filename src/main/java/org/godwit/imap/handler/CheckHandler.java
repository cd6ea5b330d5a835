package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.imap.command.ImapCommand.Check;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;

/** CHECK (RFC 3501, 6.4.1): everything that was acknowledged is on disk already, so it is a NOOP. */
public final class CheckHandler implements Handler<Check> {

  @Override
  public Uni<Tagged> handle(Check command, ImapSession session) {
    return Uni.createFrom().item(Tagged.ok("Checked"));
  }
}
