package org.godwit.imap.session;

import org.godwit.imap.response.CommandFailure;
import org.godwit.imap.response.ResponseCode;
import org.godwit.mail.UidSet;

/**
 * The messages that a command names, as the client sees the mailbox.
 *
 * @param uids those that exist: all are in {@link SelectedView#messages()} and have a sequence number
 * @param expunged those that the client still counts but that somebody else has expunged
 */
public record NamedMessages(UidSet uids, UidSet expunged) {

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return uids.isEmpty();
  }

  /**
   * Refuses a command that would change expunged messages (RFC 2180, 4.2.1; RFC 5530, 3).
   *
   * @throws CommandFailure NO [EXPUNGEISSUED] if some are expunged
   */
  public NamedMessages requireAll() {
    if (!expunged.isEmpty()) {
      throw CommandFailure.no(ResponseCode.EXPUNGEISSUED, "Some of these messages no longer exist");
    }
    return this;
  }
}
