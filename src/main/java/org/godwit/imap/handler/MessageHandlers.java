package org.godwit.imap.handler;

import org.godwit.imap.command.ImapCommand;
import org.godwit.imap.handler.append.AppendHandler;
import org.godwit.imap.handler.append.ReplaceHandler;
import org.godwit.imap.handler.fetch.FetchHandler;
import org.godwit.mailbox.api.MailboxClient;

/** The commands that take messages in and give them out. */
public final class MessageHandlers {

  private MessageHandlers() {
  }

  /** Adds them to the table. */
  public static Handlers.Builder add(Handlers.Builder table, MailboxClient client) {
    return table
        .on(ImapCommand.Append.class, new AppendHandler(client))
        .on(ImapCommand.Replace.class, new ReplaceHandler(client))
        .on(ImapCommand.Fetch.class, new FetchHandler(client));
  }
}
