package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.imap.command.ImapCommand.Delete;
import org.godwit.imap.response.CommandFailure;
import org.godwit.imap.response.ResponseCode;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxReply;
import org.godwit.mailbox.api.MailboxRequest;

/**
 * DELETE (RFC 9051, 6.3.5). Mailboxes below stay; the name then is a mere parent. Sessions that have the mailbox selected, this one
 * too, see it become empty ({@link org.godwit.imap.session.Selection}).
 */
public final class DeleteHandler implements Handler<Delete> {

  private final MailboxClient client;

  public DeleteHandler(MailboxClient client) {
    this.client = client;
  }

  @Override
  public Uni<Tagged> handle(Delete command, ImapSession session) {
    return session.awaited(client.send(new MailboxRequest.Delete(session.account(), command.mailbox())))
        .onFailure(DeleteHandler::isNonexistent).recoverWithUni(() -> refuse(command, session))
        .replaceWith(Tagged.ok("Deleted"));
  }

  private static boolean isNonexistent(Throwable failure) {
    return failure instanceof MailboxFailure f && f.kind() == MailboxFailure.Kind.NONEXISTENT;
  }

  /** "It is an error to attempt to delete a name that has inferior hierarchical names and also has the \Noselect attribute". */
  private Uni<MailboxReply.Done> refuse(Delete command, ImapSession session) {
    return client.send(new MailboxRequest.Catalogue(session.account()))
        .map(catalogue -> {
          throw MailboxTree.hasChildren(catalogue.state(), command.mailbox())
              ? CommandFailure.no(ResponseCode.HASCHILDREN, "There are mailboxes below, and the name is none itself")
              : CommandFailure.no(ResponseCode.NONEXISTENT, "There is no such mailbox");
        });
  }
}
