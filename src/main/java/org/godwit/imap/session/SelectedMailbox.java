package org.godwit.imap.session;

import io.smallrye.mutiny.Uni;

/**
 * The selected mailbox as the session's loop needs it: something that has news. Event loop of the session only.
 */
public interface SelectedMailbox {

  /**
   * Writes what the client has not been told yet: EXISTS, RECENT, FETCH of changed flags, and EXPUNGE or VANISHED if
   * allowed (RFC 9051, 7.5.1). Called before the tagged response of every command, and during IDLE; never while another
   * announcement of this mailbox runs.
   *
   * @param expungeAllowed false during a command that uses sequence numbers
   */
  Uni<Void> announce(boolean expungeAllowed);

  /**
   * Sets who is called when news arrives that {@link #announce} would write; at once if some waits already. IDLE sets
   * it. Called on the session's event loop.
   */
  void onNews(Runnable listener);

  /**
   * The mailbox's highest modification sequence that the client may know of: told when a CONDSTORE-enabling command comes
   * while it is selected (RFC 7162, 3.1).
   */
  long highestModSeq();

  /**
   * Ends the selection: no more changes are received. Called once: at CLOSE, UNSELECT, another SELECT, UNAUTHENTICATE,
   * LOGOUT, or when the connection is gone.
   */
  void release();
}
