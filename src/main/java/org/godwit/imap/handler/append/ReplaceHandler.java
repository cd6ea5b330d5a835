package org.godwit.imap.handler.append;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.godwit.imap.command.ImapCommand.Replace;
import org.godwit.imap.handler.Handler;
import org.godwit.imap.response.CommandFailure;
import org.godwit.imap.response.ResponseCode;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;
import org.godwit.imap.session.SelectedView;
import org.godwit.imap.session.Selection;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.MailboxReply.Appended;
import org.godwit.mailbox.api.MailboxRequest;

/** REPLACE and UID REPLACE (RFC 8508): one message is added and one expunged, in one step. */
public final class ReplaceHandler implements Handler<Replace> {

  private final MailboxClient client;

  public ReplaceHandler(MailboxClient client) {
    this.client = client;
  }

  @Override
  public Uni<Tagged> handle(Replace command, ImapSession session) {
    var selection = session.selected(Selection.class).requireWritable();
    return (command.uid() ? selection.syncArrivals() : selection.sync())
        .map(view -> named(command, view))
        .chain(uid -> replace(command, session, selection, uid))
        .chain(appended -> told(appended, session, selection));
  }

  private static int named(Replace command, SelectedView view) {
    var uids = view.resolve(command.message(), command.uid()).requireAll().uids();
    if (uids.size() != 1) {
      throw CommandFailure.no(ResponseCode.NONEXISTENT, "There is no such message to replace");
    }
    return uids.first(0);
  }

  private Uni<Appended> replace(Replace command, ImapSession session, Selection selection, int uid) {
    var replaced = Optional.of(new MailboxRequest.MessageOf(selection.id(), uid));
    return Messages.of(List.of(command.replacement())).chain(messages -> session.awaited(client.send(
        new MailboxRequest.Append(session.account(), command.mailbox(), messages, replaced))));
  }

  /** The new UID comes before the EXPUNGE of the old one (RFC 8508, 4.3). */
  private static Uni<Tagged> told(Appended appended, ImapSession session, Selection selection) {
    session.out().untaggedOk(ResponseCode.appendUid(appended.uidValidity(), appended.uids()), "Replacement message ready");
    return selection.sync().map(view -> selection.okUpToNow("REPLACE completed"));
  }
}
