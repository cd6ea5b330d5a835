package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.imap.command.ImapCommand.Move;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;
import org.godwit.imap.session.SelectedView;
import org.godwit.imap.session.Selection;
import org.godwit.mail.UidSet;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.MailboxReply.Copied;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.search.Workers;

/** MOVE and UID MOVE (RFC 9051, 6.4.8; RFC 6851): COPYUID comes before the EXPUNGE of what was moved. */
public final class MoveHandler implements Handler<Move> {

  private final MailboxClient client;
  private final LongWork work;

  /** @param workers where a long COPYUID is written down */
  public MoveHandler(MailboxClient client, Workers workers) {
    this.client = client;
    this.work = LongWork.ofRanges(workers);
  }

  @Override
  public Uni<Tagged> handle(Move command, ImapSession session) {
    var selection = session.selected(Selection.class).requireWritable();
    return (command.uid() ? selection.syncArrivals() : selection.sync())
        .map(view -> uids(command, view))
        .chain(uids -> session.awaited(client.send(
            new MailboxRequest.Copy(session.account(), selection.id(), uids, command.mailbox(), true))))
        .chain(moved -> done(moved, session, selection));
  }

  private static UidSet uids(Move command, SelectedView view) {
    var named = view.resolve(command.messages(), command.uid());
    return command.uid() ? named.uids() : named.requireAll().uids();
  }

  private Uni<Tagged> done(Copied moved, ImapSession session, Selection selection) {
    if (moved.from().isEmpty()) {
      return Uni.createFrom().item(Tagged.ok("Nothing to move"));
    }
    return CopyHandler.copyUid(moved, work)
        .invoke(code -> session.out().untaggedOk(code, "Moved"))
        .chain(selection::sync)
        .map(view -> selection.okUpToNow("Moved"));
  }
}
