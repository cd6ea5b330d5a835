package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.imap.command.ImapCommand.Close;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;
import org.godwit.imap.session.Selection;
import org.godwit.mail.Uid;
import org.godwit.mail.UidSet;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.mailbox.api.MailboxRequest;

/** CLOSE (RFC 9051, 6.4.1; RFC 7162, 3.2.8): expunges without a word, and leaves the mailbox. */
public final class CloseHandler implements Handler<Close> {

  private final MailboxClient client;

  public CloseHandler(MailboxClient client) {
    this.client = client;
  }

  @Override
  public Uni<Tagged> handle(Close command, ImapSession session) {
    return expunge(session)
        .invoke(session::deselect)
        .replaceWith(Tagged.ok("Closed"));
  }

  /** A mailbox that is gone meanwhile has nothing to expunge. */
  private Uni<Void> expunge(ImapSession session) {
    var selection = session.selected(Selection.class);
    if (selection.isReadOnly()) {
      return Uni.createFrom().voidItem();
    }
    return session.awaited(client.send(new MailboxRequest.Expunge(session.account(), selection.id(), UidSet.range(1, Uid.MAX))))
        .onFailure(failure -> failure instanceof MailboxFailure f && f.kind() == MailboxFailure.Kind.NONEXISTENT)
        .recoverWithNull()
        .replaceWithVoid();
  }
}
