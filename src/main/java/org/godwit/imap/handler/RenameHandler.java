package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.imap.command.ImapCommand.Rename;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.MailboxRequest;

/** RENAME (RFC 9051, 6.3.6). Sessions that have a renamed mailbox selected keep it (RFC 2180, 3.4). */
public final class RenameHandler implements Handler<Rename> {

  private final MailboxClient client;

  public RenameHandler(MailboxClient client) {
    this.client = client;
  }

  @Override
  public Uni<Tagged> handle(Rename command, ImapSession session) {
    return session.awaited(client.send(new MailboxRequest.Rename(session.account(), command.from(), command.to())))
        .replaceWith(Tagged.ok("Renamed"));
  }
}
