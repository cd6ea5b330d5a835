package org.godwit.imap.session;

import org.godwit.account.MailboxState;
import org.godwit.mail.UidSet;

/** UID sets made from whole mailboxes and from each other. */
public final class UidSetOf {

  private UidSetOf() {
  }

  /** The messages of one state that the other lacks; in time proportional to the messages. */
  static UidSet missing(MailboxState from, MailboxState other) {
    var result = new UidSet.Builder();
    for (int i = 0; i < from.size(); i++) {
      int uid = from.uid(i);
      if (other.indexOf(uid) < 0) {
        result.add(uid);
      }
    }
    return result.build();
  }

  /** Those of the UIDs that no message has. */
  public static UidSet absent(UidSet uids, MailboxState messages) {
    var result = new UidSet.Builder();
    for (int range = 0; range < uids.rangeCount(); range++) {
      int next = uids.first(range);
      int last = uids.last(range);
      for (int i = messages.countUpTo(next - 1); i < messages.size() && messages.uid(i) <= last; i++) {
        addRange(result, next, messages.uid(i) - 1);
        next = messages.uid(i) + 1;
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

  private static void addRange(UidSet.Builder result, int first, int last) {
    if (first <= last) {
      result.addRange(first, last);
    }
  }
}
