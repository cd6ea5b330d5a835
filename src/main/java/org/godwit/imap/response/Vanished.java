package org.godwit.imap.response;

import io.smallrye.mutiny.Uni;
import org.godwit.mail.UidSet;

/** VANISHED (RFC 7162, 3.2.10): UIDs that are gone, in lines of bounded length, as fast as the client takes them. */
public final class Vanished {

  /** Ranges in a line: well below 4 KiB. */
  private static final int RANGES_MAX = 128;

  private Vanished() {
  }

  /** Messages that the client counted until now. Nothing is written for an empty set. */
  public static Uni<Void> write(ResponseWriter out, UidSet uids) {
    return write(out, "VANISHED ", uids);
  }

  /** UIDs gone before the mailbox was selected, or asked for; numbers do not change by it. */
  public static Uni<Void> writeEarlier(ResponseWriter out, UidSet uids) {
    return write(out, "VANISHED (EARLIER) ", uids);
  }

  private static Uni<Void> write(ResponseWriter out, String name, UidSet uids) {
    int lines = (uids.rangeCount() + RANGES_MAX - 1) / RANGES_MAX;
    return Pace.each(out, lines, line -> {
      var part = new UidSet.Builder();
      for (int i = line * RANGES_MAX; i < Math.min((line + 1) * RANGES_MAX, uids.rangeCount()); i++) {
        part.addRange(uids.first(i), uids.last(i));
      }
      out.untagged().raw(name).raw(part.build().toString()).end();
    });
  }
}
