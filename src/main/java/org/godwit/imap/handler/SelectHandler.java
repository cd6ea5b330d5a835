package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.godwit.account.MailboxState;
import org.godwit.imap.command.ImapCommand.Select;
import org.godwit.imap.command.Qresync;
import org.godwit.imap.response.CommandFailure;
import org.godwit.imap.response.ListItem;
import org.godwit.imap.response.MailboxFlags;
import org.godwit.imap.response.Pace;
import org.godwit.imap.response.ResponseCode;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.response.Vanished;
import org.godwit.imap.session.Earlier;
import org.godwit.imap.session.Feature;
import org.godwit.imap.session.ImapSession;
import org.godwit.imap.session.Selection;
import org.godwit.mail.Flags;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.MailboxReply;
import org.godwit.mailbox.api.MailboxRequest;

/** SELECT and EXAMINE (RFC 9051, 6.3.2 and 6.3.3; RFC 3501, 6.3.1; RFC 7162, 3.1.8 and 3.2.5). */
public final class SelectHandler implements Handler<Select> {

  private final MailboxClient client;
  private final char delimiter;

  public SelectHandler(MailboxClient client, char delimiter) {
    this.client = client;
    this.delimiter = delimiter;
  }

  @Override
  public Uni<Tagged> handle(Select command, ImapSession session) {
    if (command.qresync().isPresent() && !session.has(Feature.QRESYNC)) {
      throw CommandFailure.bad("QRESYNC must be enabled first");
    }
    leavePrevious(session);
    boolean takeRecent = !command.readOnly() && !session.isRev2();
    return session.awaited(client.send(new MailboxRequest.Select(session.account(), command.mailbox(), takeRecent)))
        .map(reply -> select(command, session, reply))
        .chain(selection -> new Opening(command, session, selection).run());
  }

  /** Also if the new selection then fails (RFC 9051, 6.3.2); CLOSED is for all clients (RFC 7162, 3.2.11). */
  private static void leavePrevious(ImapSession session) {
    if (session.selected().isPresent()) {
      session.deselect();
      session.out().untaggedOk(ResponseCode.CLOSED, "Previous mailbox is now closed");
    }
  }

  private Selection select(Select command, ImapSession session, MailboxReply.Selected reply) {
    if (command.condstore() || command.qresync().isPresent()) {
      session.enable(Feature.CONDSTORE);
    }
    var selection = new Selection(client, session, reply, command.readOnly());
    session.select(selection);
    return selection;
  }

  /** Tells what was selected. */
  private final class Opening {
    private final Select command;
    private final ImapSession session;
    private final Selection selection;
    private final MailboxState messages;

    Opening(Select command, ImapSession session, Selection selection) {
      this.command = command;
      this.session = session;
      this.selection = selection;
      this.messages = selection.view().messages();
    }

    Uni<Tagged> run() {
      var out = session.out();
      MailboxFlags.write(out, messages.keywordNames(), command.readOnly());
      out.untagged().number(messages.size()).raw(" EXISTS").end();
      if (!session.isRev2()) {
        tellRev1();
      }
      out.untaggedOk(ResponseCode.uidValidity(selection.selected().uidValidity()), "UIDs valid");
      out.untaggedOk(ResponseCode.uidNext(messages.uidNext()), "Predicted next UID");
      out.untaggedOk(ResponseCode.highestModSeq(messages.highestModSeq()), "Highest");
      out.untaggedOk(ResponseCode.mailboxId(selection.id().objectId()), "Mailbox id");
      return (session.isRev2() ? tellName() : Uni.createFrom().voidItem())
          .chain(this::resynchronize)
          .map(_ -> command.readOnly() ? Tagged.ok(ResponseCode.READ_ONLY, "Opened read-only")
              : Tagged.ok(ResponseCode.READ_WRITE, "Selected"));
    }

    private void tellRev1() {
      session.out().untagged().number(selection.view().recentCount()).raw(" RECENT").end();
      int unseen = firstUnseen();
      if (unseen > 0) {
        session.out().untaggedOk(ResponseCode.unseen(unseen), "First unseen");
      }
    }

    private int firstUnseen() {
      return messages.counts().unseen() > 0 ? messages.firstWithout(Flags.SEEN) + 1 : 0;
    }

    /** LIST with accurate attributes, among them whether it has children, which only the catalogue knows. */
    private Uni<Void> tellName() {
      return client.send(new MailboxRequest.Catalogue(session.account()))
          .invoke(catalogue -> {
            var name = selection.selected().name();
            new ListItem("LIST", MailboxTree.attributes(catalogue.state(), name), delimiter, name.text(delimiter), List.of(),
                OldName.of(command.given(), name, delimiter)).write(session.out());
          })
          .replaceWithVoid();
    }

    /** RFC 7162, 3.2.5: what the client missed. VANISHED comes before FETCH. */
    private Uni<Void> resynchronize() {
      Optional<Qresync> known = command.qresync()
          .filter(client -> client.uidValidity().equals(selection.selected().uidValidity()));
      if (known.isEmpty()) {
        return Uni.createFrom().voidItem();
      }
      int[] changed = Earlier.changed(messages, known.get()).toArray();
      return Vanished.writeEarlier(session.out(), Earlier.vanished(messages, known.get()))
          .chain(() -> Pace.each(session.out(), changed.length,
              i -> selection.flags(changed[i], true, true).write(session.out())));
    }
  }
}
