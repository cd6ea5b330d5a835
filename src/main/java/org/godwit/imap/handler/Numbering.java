package org.godwit.imap.handler;

import java.util.Arrays;
import org.godwit.account.MailboxState;
import org.godwit.imap.session.SelectedView;
import org.godwit.mail.SequenceSet;

/**
 * The numbers by which a client knows the rows of a mailbox while one command runs: UIDs, or sequence numbers, which count messages
 * that are gone but that it was not told of. Immutable, for any thread.
 */
final class Numbering {

  private final MailboxState rows;
  private final boolean uid;
  /** UIDs of messages that are gone but that the client counts, ascending. */
  private final int[] ghosts;

  /** @param uid whether the numbers are UIDs */
  Numbering(SelectedView view, boolean uid) {
    this.rows = view.messages();
    this.uid = uid;
    this.ghosts = uid || view.size() == 0 ? new int[0] : view.resolve(SequenceSet.all(), true).expunged().toArray();
  }

  /** The number of a row. */
  int of(int row) {
    if (uid) {
      return rows.uid(row);
    }
    return row + 1 + (ghosts.length == 0 ? 0 : -Arrays.binarySearch(ghosts, rows.uid(row)) - 1);
  }

  /** The numbers of rows, in their order. */
  int[] of(int[] indexes) {
    return Arrays.stream(indexes).map(this::of).toArray();
  }
}
