package org.godwit.imap.handler.append;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.godwit.imap.command.ImapCommand.Append;
import org.godwit.imap.handler.Handler;
import org.godwit.imap.response.ResponseCode;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.MailboxRequest;

/**
 * APPEND: RFC 9051, 6.3.12; several messages, all or none: RFC 3502. Takes UTF-8 in headers whether the client says so (RFC 6855, 4)
 * or not, and mail with bare LF: both as they are, to the octet.
 */
public final class AppendHandler implements Handler<Append> {

  private final MailboxClient client;

  public AppendHandler(MailboxClient client) {
    this.client = client;
  }

  @Override
  public Uni<Tagged> handle(Append command, ImapSession session) {
    return Messages.of(command.messages())
        .chain(messages -> session.awaited(client.send(
            new MailboxRequest.Append(session.account(), command.mailbox(), messages, Optional.empty()))))
        .map(appended -> Tagged.ok(ResponseCode.appendUid(appended.uidValidity(), appended.uids()), "APPEND completed"));
  }
}
