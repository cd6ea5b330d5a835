package org.godwit.imap.handler;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.godwit.account.AccountState;
import org.godwit.imap.command.ImapCommand.ListMailboxes;
import org.godwit.imap.command.StatusItem;
import org.godwit.imap.response.ListItem;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.search.Workers;
import org.godwit.vertx.LoopTurn;

/** LIST (RFC 9051, 6.3.9), with the STATUS of what it lists (RFC 5819). */
public final class ListHandler implements Handler<ListMailboxes> {

  private final MailboxClient client;
  private final LongWork work;
  private final StatusReport status;
  private final char delimiter;

  /**
   * @param workers where it is worked out what to list
   * @param appendBytesMax the largest message APPEND takes, in octets
   */
  public ListHandler(MailboxClient client, Workers workers, char delimiter, long appendBytesMax) {
    this.client = client;
    this.work = LongWork.ofMailboxes(workers);
    this.delimiter = delimiter;
    this.status = new StatusReport(client, delimiter, appendBytesMax);
  }

  @Override
  public Uni<Tagged> handle(ListMailboxes command, ImapSession session) {
    if (!command.options().extended() && command.patterns().getFirst().isEmpty()) {
      ListItem.of("LIST", List.of("\\Noselect"), delimiter, "").write(session.out());
      return Uni.createFrom().item(Tagged.ok("Listed"));
    }
    if (command.options().status().contains(StatusItem.HIGHESTMODSEQ)) {
      StatusReport.enableCondstore(session);
    }
    return client.send(new MailboxRequest.Catalogue(session.account()))
        .chain(catalogue -> tell(command, session, catalogue.state()))
        .replaceWith(Tagged.ok("Listed"));
  }

  private Uni<Void> tell(ListMailboxes command, ImapSession session, AccountState account) {
    var patterns = command.patterns().stream().filter(pattern -> !pattern.isEmpty()).toList();
    boolean nonExistentKnown = session.isRev2() || command.options().extended();
    var turn = new LoopTurn();
    return work.run(account.mailboxes().size() + account.subscriptions().size(),
            () -> ListSelection.of(account, patterns, command.options(), nonExistentKnown).list())
        .chain(listed -> Multi.createFrom().iterable(listed)
            .onItem().transformToUniAndConcatenate(item -> tell(item, command, session).chain(turn::pause))
            .onItem().ignoreAsUni());
  }

  private Uni<Void> tell(ListSelection.Listed item, ListMailboxes command, ImapSession session) {
    new ListItem("LIST", item.attributes(), delimiter, item.name().text(delimiter), item.childInfo(), null)
        .write(session.out());
    var items = command.options().status();
    return item.status().isEmpty() || items.isEmpty() ? session.out().drained()
        : status.write(session, item.status().get(), items).chain(session.out()::drained);
  }
}
