package org.godwit.search;

import org.godwit.mail.Summary;

/** Takes messages and makes threads of them. One thread at a time. */
interface ThreadBuilder {

  /** Adds a message; they come in mailbox order. @param summary null if it is not to be had */
  void add(int row, Summary summary);

  /** The threads of all that was added. Called once. */
  Threads build();
}
