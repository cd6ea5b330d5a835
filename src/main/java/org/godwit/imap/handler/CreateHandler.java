package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.godwit.imap.command.ImapCommand.Create;
import org.godwit.imap.response.ListItem;
import org.godwit.imap.response.ResponseCode;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.MailboxReply;
import org.godwit.mailbox.api.MailboxRequest;

/**
 * CREATE (RFC 9051, 6.3.4; RFC 6154, 3; RFC 8474, 4.1). Names above the new one come into being by it as names, not as mailboxes,
 * see {@link MailboxTree}.
 */
public final class CreateHandler implements Handler<Create> {

  private final MailboxClient client;
  private final char delimiter;

  public CreateHandler(MailboxClient client, char delimiter) {
    this.client = client;
    this.delimiter = delimiter;
  }

  @Override
  public Uni<Tagged> handle(Create command, ImapSession session) {
    return client.send(new MailboxRequest.Create(session.account(), command.mailbox(), command.specialUse()))
        .invoke(reply -> tellNormalized(command, session, reply))
        .map(reply -> Tagged.ok(ResponseCode.mailboxId(reply.mailbox().id().objectId()), "Created"));
  }

  /** Only IMAP4rev2 clients expect a LIST that they did not ask for. */
  private void tellNormalized(Create command, ImapSession session, MailboxReply.Created reply) {
    var name = reply.mailbox().name();
    var oldName = OldName.of(command.given(), name, delimiter);
    if (session.isRev2() && oldName != null) {
      new ListItem("LIST", List.of(), delimiter, name.text(delimiter), List.of(), oldName).write(session.out());
    }
  }
}
