package org.godwit.imap.session;

import org.godwit.account.MailboxState;
import org.godwit.mail.Uid;
import org.godwit.mail.UidSet;

/** UID sets made from whole mailboxes and from each other. */
public final class UidSetOf {

  private static final UidSet ALL = UidSet.range(1, Uid.MAX);

  private UidSetOf() {
  }

  /** The messages of one state that the other lacks; in time proportional to the messages: milliseconds for a million. */
  static UidSet missing(MailboxState from, MailboxState other) {
    return without(from.existing(ALL), other.existing(ALL));
  }

  /** Those of the UIDs that no message has. */
  public static UidSet absent(UidSet uids, MailboxState messages) {
    return without(uids, messages.existing(uids));
  }

  /** The UIDs of one set that the other lacks; in time proportional to their ranges. */
  public static UidSet without(UidSet uids, UidSet other) {
    if (uids.isEmpty() || other.isEmpty()) {
      return uids;
    }
    var result = new UidSet.Builder();
    int j = 0;
    for (int i = 0; i < uids.rangeCount(); i++) {
      long next = uids.first(i);
      int last = uids.last(i);
      while (j < other.rangeCount() && other.last(j) < next) {
        j++;
      }
      while (next <= last && j < other.rangeCount() && other.first(j) <= last) {
        addRange(result, next, other.first(j) - 1);
        next = other.last(j) + 1L;
        // one that goes on beyond this range may take from the next one too
        j += next <= last ? 1 : 0;
      }
      addRange(result, next, last);
    }
    return result.build();
  }

  /** The UIDs in both sets. */
  public static UidSet both(UidSet one, UidSet other) {
    var result = new UidSet.Builder();
    int i = 0;
    int j = 0;
    while (i < one.rangeCount() && j < other.rangeCount()) {
      addRange(result, Math.max(one.first(i), other.first(j)), Math.min(one.last(i), other.last(j)));
      if (one.last(i) < other.last(j)) {
        i++;
      } else {
        j++;
      }
    }
    return result.build();
  }

  private static void addRange(UidSet.Builder result, long first, int last) {
    if (first <= last) {
      result.addRange((int) first, last);
    }
  }
}
