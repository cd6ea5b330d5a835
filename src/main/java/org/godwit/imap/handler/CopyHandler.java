package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import org.godwit.imap.command.ImapCommand.Copy;
import org.godwit.imap.response.ResponseCode;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;
import org.godwit.imap.session.SelectedView;
import org.godwit.imap.session.Selection;
import org.godwit.mail.UidSet;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.MailboxReply.Copied;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.search.Workers;

/** COPY and UID COPY (RFC 9051, 6.4.7): all or none. */
public final class CopyHandler implements Handler<Copy> {

  private final MailboxClient client;
  private final LongWork work;

  /** @param workers where a long COPYUID is written down */
  public CopyHandler(MailboxClient client, Workers workers) {
    this.client = client;
    this.work = LongWork.ofRanges(workers);
  }

  @Override
  public Uni<Tagged> handle(Copy command, ImapSession session) {
    var selection = session.selected(Selection.class);
    return (command.uid() ? selection.syncArrivals() : selection.sync())
        .map(view -> uids(command, view))
        .chain(uids -> session.awaited(client.send(
            new MailboxRequest.Copy(session.account(), selection.id(), uids, command.mailbox(), false))))
        .invoke(selection::invalidate)
        .chain(this::tagged);
  }

  /** Nothing is copied if some are gone (RFC 2180, 4.4.1); UIDs of nothing are ignored (RFC 9051, 6.4.9). */
  private static UidSet uids(Copy command, SelectedView view) {
    var named = view.resolve(command.messages(), command.uid());
    return command.uid() ? named.uids() : named.requireAll().uids();
  }

  private Uni<Tagged> tagged(Copied copied) {
    return copied.from().isEmpty() ? Uni.createFrom().item(Tagged.ok("Nothing to copy"))
        : copyUid(copied, work).map(code -> Tagged.ok(code, "Copied"));
  }

  /** COPYUID; it may be megabytes long. */
  static Uni<ResponseCode> copyUid(Copied copied, LongWork work) {
    return work.run(copied.from().rangeCount(),
        () -> ResponseCode.copyUid(copied.uidValidity(), copied.from().toString(), copied.to().toString()));
  }
}
