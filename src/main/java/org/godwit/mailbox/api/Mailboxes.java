package org.godwit.mailbox.api;

import io.smallrye.mutiny.Uni;

/** All accounts' mailboxes, wherever their owners are: what protocols are built over. Safe on any thread. */
public interface Mailboxes {

  /** How protocols reach them. */
  MailboxClient client();

  /** Who has whose maildrop. */
  MaildropClaims maildrops();

  /**
   * Gives the accounts to other nodes, if there are any, and takes no more; sessions go on. Completes when that is done.
   */
  Uni<Void> drain();

  /** How many accounts this node has that another one could take. */
  int toHandOver();

  /** Runs the action, on any thread, each time this node has lost its accounts, to others or with the data directory: what sessions know may no longer be so. */
  void onLost(Runnable action);

  /** Whether the data directory is there, as of a moment ago; without it nobody is served. */
  boolean hasData();

  /** Finishes what is under way, checkpoints and closes all accounts that are here. */
  Uni<Void> stop();
}
