package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.godwit.account.AccountState;
import org.godwit.imap.command.ImapCommand.Lsub;
import org.godwit.imap.response.ListItem;
import org.godwit.imap.response.Pace;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.ImapSession;
import org.godwit.mail.MailboxName;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.mailbox.api.MailboxRequest;
import org.godwit.search.Workers;

/** LSUB (RFC 3501, 6.3.9): subscribed names; for {@code %} also levels above them, as {@code \Noselect}. */
public final class LsubHandler implements Handler<Lsub> {

  private final MailboxClient client;
  private final LongWork work;
  private final char delimiter;

  /** @param workers where it is worked out what to list */
  public LsubHandler(MailboxClient client, Workers workers, char delimiter) {
    this.client = client;
    this.work = LongWork.ofMailboxes(workers);
    this.delimiter = delimiter;
  }

  @Override
  public Uni<Tagged> handle(Lsub command, ImapSession session) {
    if (command.pattern().isEmpty()) {
      ListItem.of("LSUB", List.of("\\Noselect"), delimiter, "").write(session.out());
      return Uni.createFrom().item(Tagged.ok("Listed"));
    }
    return client.send(new MailboxRequest.Catalogue(session.account()))
        .chain(catalogue -> work.run(catalogue.state().subscriptions().size(),
            () -> items(command, catalogue.state())))
        .chain(items -> Pace.each(session.out(), items.size(), i -> items.get(i).write(session.out())))
        .replaceWith(Tagged.ok("Listed"));
  }

  private List<ListItem> items(Lsub command, AccountState account) {
    var names = new TreeSet<MailboxName>();
    boolean levels = command.pattern().toString().endsWith("%");
    for (MailboxName name : ListScope.of(account.subscriptions(), List.of(command.pattern()), false)) {
      names.add(name);
      if (levels) {
        names.addAll(name.ancestors());
      }
    }
    var items = new ArrayList<ListItem>();
    for (MailboxName name : names) {
      if (command.pattern().matches(name)) {
        boolean selectable = account.subscriptions().contains(name) && account.mailbox(name).isPresent();
        items.add(ListItem.of("LSUB", selectable ? List.of() : List.of("\\Noselect"), delimiter, name.text(delimiter)));
      }
    }
    return items;
  }
}
