package org.godwit.imap.handler;

import org.godwit.imap.command.ImapCommand;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.search.Workers;

/** The commands about mailboxes, and those that change messages in the selected one. */
public final class MailboxHandlers {

  private MailboxHandlers() {
  }

  /**
   * Adds them to the table.
   *
   * @param workers where long work is done
   * @param delimiter hierarchy delimiter that clients see
   * @param appendBytesMax the largest message APPEND takes, in octets
   */
  public static Handlers.Builder add(Handlers.Builder table, MailboxClient client, Workers workers, char delimiter,
      long appendBytesMax) {
    return selected(catalogue(table, client, workers, delimiter, appendBytesMax), client, workers);
  }

  private static Handlers.Builder catalogue(Handlers.Builder table, MailboxClient client, Workers workers, char delimiter,
      long appendBytesMax) {
    return table
        .on(ImapCommand.Select.class, new SelectHandler(client, delimiter))
        .on(ImapCommand.Create.class, new CreateHandler(client, delimiter))
        .on(ImapCommand.Delete.class, new DeleteHandler(client))
        .on(ImapCommand.Rename.class, new RenameHandler(client))
        .on(ImapCommand.Subscribe.class, new SubscribeHandler(client))
        .on(ImapCommand.Unsubscribe.class, new UnsubscribeHandler(client))
        .on(ImapCommand.ListMailboxes.class, new ListHandler(client, workers, delimiter, appendBytesMax))
        .on(ImapCommand.Lsub.class, new LsubHandler(client, workers, delimiter))
        .on(ImapCommand.Namespace.class, new NamespaceHandler(delimiter))
        .on(ImapCommand.Status.class, new StatusHandler(client, delimiter, appendBytesMax));
  }

  private static Handlers.Builder selected(Handlers.Builder table, MailboxClient client, Workers workers) {
    return table
        .on(ImapCommand.Check.class, new CheckHandler())
        .on(ImapCommand.Close.class, new CloseHandler(client))
        .on(ImapCommand.Unselect.class, new UnselectHandler())
        .on(ImapCommand.Expunge.class, new ExpungeHandler(client))
        .on(ImapCommand.Store.class, new StoreHandler(client, workers))
        .on(ImapCommand.Copy.class, new CopyHandler(client, workers))
        .on(ImapCommand.Move.class, new MoveHandler(client, workers));
  }
}
