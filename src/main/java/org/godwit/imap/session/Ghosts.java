package org.godwit.imap.session;

import java.util.Arrays;
import org.godwit.account.MailboxState;
import org.godwit.mail.UidSet;

/**
 * Messages that are expunged but that the client still counts, because it could not be told yet: sorted UIDs with their ranks.
 * Immutable. Four octets each; there are few, and none once the client was told.
 */
final class Ghosts {

  static final Ghosts NONE = new Ghosts(new int[0]);

  private final int[] uids;

  private Ghosts(int[] uids) {
    this.uids = uids;
  }

  int size() {
    return uids.length;
  }

  /** The UID at this index, ascending from 0. */
  int uid(int index) {
    return uids[index];
  }

  boolean contains(int uid) {
    return Arrays.binarySearch(uids, uid) >= 0;
  }

  /** How many have a UID up to and including this one. */
  int countUpTo(int uid) {
    int at = Arrays.binarySearch(uids, uid);
    return at >= 0 ? at + 1 : -at - 1;
  }

  /**
   * How many come before the message with this sequence number, in a list of these and those that exist.
   *
   * @param sequenceNumber from 1
   */
  int countBefore(int sequenceNumber, MailboxState existing) {
    int low = 0;
    int high = uids.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sequenceNumber(middle, existing) < sequenceNumber) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The sequence number of the ghost at this index. */
  int sequenceNumber(int index, MailboxState existing) {
    return index + 1 + existing.countUpTo(uids[index]);
  }

  /** With these, none of which is in it. */
  Ghosts plus(UidSet more) {
    if (more.isEmpty()) {
      return this;
    }
    int[] added = more.toArray();
    int[] all = Arrays.copyOf(uids, uids.length + added.length);
    System.arraycopy(added, 0, all, uids.length, added.length);
    Arrays.sort(all);
    return new Ghosts(all);
  }

  /** The first so many only. */
  Ghosts first(int count) {
    return count == 0 ? NONE : new Ghosts(Arrays.copyOf(uids, count));
  }

  /** Those among these UIDs. */
  UidSet within(UidSet set) {
    return UidSetOf.both(all(), set);
  }

  UidSet all() {
    var result = new UidSet.Builder();
    for (int uid : uids) {
      result.add(uid);
    }
    return result.build();
  }
}
