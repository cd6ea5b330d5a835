package org.godwit.imap.session;

import org.godwit.account.MailboxState;
import org.godwit.mail.UidSet;

/** UID sets made from whole mailboxes, in time proportional to their messages. */
final class UidSetOf {

  private UidSetOf() {
  }

  /** The messages of one state that the other lacks. */
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
}
