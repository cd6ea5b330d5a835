package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.imap.command.ImapCommand.Subscribe;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.MailboxRequest;

/** SUBSCRIBE (RFC 9051, 6.3.7); there need be no such mailbox. */
public final class SubscribeHandler implements Handler<Subscribe> {

  private final MailboxClient client;

  public SubscribeHandler(MailboxClient client) {
    this.client = client;
  }

  @Override
  public Uni<Tagged> handle(Subscribe command, ImapSession session) {
    return client.send(new MailboxRequest.Subscribe(session.account(), command.mailbox(), true))
        .replaceWith(Tagged.ok("Subscribed"));
  }
}
