package org.godwit.imap.response;

import org.godwit.mail.UidSet;

/** VANISHED (RFC 7162, 3.2.10): UIDs that are gone, in lines of bounded length. */
public final class Vanished {

  private static final int RANGES_MAX = 512;

  private Vanished() {
  }

  /** Messages that the client counted until now. Nothing is written for an empty set. */
  public static void write(ResponseWriter out, UidSet uids) {
    write(out, "VANISHED ", uids);
  }

  /** UIDs gone before the mailbox was selected, or asked for; numbers do not change by it. */
  public static void writeEarlier(ResponseWriter out, UidSet uids) {
    write(out, "VANISHED (EARLIER) ", uids);
  }

  private static void write(ResponseWriter out, String name, UidSet uids) {
    for (int from = 0; from < uids.rangeCount(); from += RANGES_MAX) {
      var line = new UidSet.Builder();
      for (int i = from; i < Math.min(from + RANGES_MAX, uids.rangeCount()); i++) {
        line.addRange(uids.first(i), uids.last(i));
      }
      out.untagged().raw(name).raw(line.build().toString()).end();
    }
  }
}
