package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
import org.godwit.account.MailboxState;
import org.godwit.imap.command.ImapCommand.Store;
import org.godwit.imap.response.ResponseCode;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;
import org.godwit.imap.session.NamedMessages;
import org.godwit.imap.session.SelectedView;
import org.godwit.imap.session.Selection;
import org.godwit.mail.UidSet;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.MailboxReply.Stored;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.search.Workers;

/** STORE and UID STORE (RFC 9051, 6.4.6; RFC 7162, 3.1.3). */
public final class StoreHandler implements Handler<Store> {

  private final MailboxClient client;
  private final LongWork work;

  /** @param workers where a long MODIFIED is written down */
  public StoreHandler(MailboxClient client, Workers workers) {
    this.client = client;
    this.work = LongWork.ofRanges(workers);
  }

  @Override
  public Uni<Tagged> handle(Store command, ImapSession session) {
    var selection = session.selected(Selection.class).requireWritable();
    if (command.unchangedSince().isPresent()) {
      selection.enableCondstore();
    }
    var known = selection.view().messages();
    return (command.uid() ? selection.syncArrivals() : selection.sync())
        .chain(view -> store(command, session, selection, known));
  }

  private Uni<Tagged> store(Store command, ImapSession session, Selection selection, MailboxState known) {
    var view = selection.view();
    var named = view.resolve(command.messages(), command.uid());
    if (named.isEmpty()) {
      return Uni.createFrom().item(tagged(command, named));
    }
    var report = new StoreReport(command, session, selection);
    var condition = StoreCondition.of(command, known, view.messages(), named.uids());
    return session.awaited(client.send(new MailboxRequest.Store(session.account(), selection.id(), named.uids(),
            StoreReport.mode(command), command.flags(), condition)))
        .chain(stored -> report.tell(stored).replaceWith(stored))
        .chain(stored -> stored.modified().isEmpty() ? Uni.createFrom().item(tagged(command, named))
            : modified(command, stored.modified(), view));
  }

  /** MODIFIED may be megabytes long. */
  private Uni<Tagged> modified(Store command, UidSet modified, SelectedView view) {
    Supplier<String> set = command.uid() ? modified::toString : view.sequenceNumbers(modified);
    return work.run(modified.rangeCount(), () -> Tagged.ok(ResponseCode.modified(set.get()), "Some messages changed in the meantime"));
  }

  /**
   * Messages that somebody expunged make it a NO, where they were named by sequence number and the client wants to hear of its
   * changes (RFC 2180, 4.2; RFC 5530, 3); the others are changed all the same.
   */
  private static Tagged tagged(Store command, NamedMessages named) {
    return !named.expunged().isEmpty() && !command.uid() && !command.silent()
        ? Tagged.no(ResponseCode.EXPUNGEISSUED, "Some of these messages no longer exist")
        : Tagged.ok("Stored");
  }
}
