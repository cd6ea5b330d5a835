package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.imap.command.ImapCommand.Unsubscribe;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.MailboxRequest;

/** UNSUBSCRIBE (RFC 9051, 6.3.8); there need be no such mailbox. */
public final class UnsubscribeHandler implements Handler<Unsubscribe> {

  private final MailboxClient client;

  public UnsubscribeHandler(MailboxClient client) {
    this.client = client;
  }

  @Override
  public Uni<Tagged> handle(Unsubscribe command, ImapSession session) {
    return client.send(new MailboxRequest.Subscribe(session.account(), command.mailbox(), false))
        .replaceWith(Tagged.ok("Unsubscribed"));
  }
}
