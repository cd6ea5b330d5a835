package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.imap.command.ImapCommand.Expunge;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;
import org.godwit.imap.session.SelectedView;
import org.godwit.imap.session.Selection;
import org.godwit.mail.Uid;
import org.godwit.mail.UidSet;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.MailboxReply;
import org.godwit.mailbox.api.MailboxRequest;

/** EXPUNGE and UID EXPUNGE (RFC 9051, 6.4.3 and 6.4.9; RFC 7162, 3.2.7 and 3.2.9). */
public final class ExpungeHandler implements Handler<Expunge> {

  private final MailboxClient client;

  public ExpungeHandler(MailboxClient client) {
    this.client = client;
  }

  @Override
  public Uni<Tagged> handle(Expunge command, ImapSession session) {
    var selection = session.selected(Selection.class).requireWritable();
    return selection.syncArrivals()
        .map(view -> uids(command, view))
        .chain(uids -> session.awaited(client.send(new MailboxRequest.Expunge(session.account(), selection.id(), uids))))
        .chain(reply -> done(reply, selection));
  }

  private static UidSet uids(Expunge command, SelectedView view) {
    return command.uids().map(set -> view.resolve(set, true).uids()).orElse(UidSet.range(1, Uid.MAX));
  }

  private static Uni<Tagged> done(MailboxReply.Expunged reply, Selection selection) {
    if (reply.uids().isEmpty()) {
      return Uni.createFrom().item(Tagged.ok("Nothing to expunge"));
    }
    return selection.sync().map(view -> selection.okUpToNow("Expunged"));
  }
}
