package org.godwit.imap.handler;

import org.godwit.imap.command.ImapCommand;

/** The commands that look for messages. */
public final class SearchHandlers {

  private SearchHandlers() {
  }

  /** Adds them to the table. */
  public static Handlers.Builder add(Handlers.Builder table, SearchServices services) {
    return table
        .on(ImapCommand.Search.class, new SearchHandler(services))
        .on(ImapCommand.Sort.class, new SortHandler(services))
        .on(ImapCommand.Thread.class, new ThreadHandler(services));
  }
}
