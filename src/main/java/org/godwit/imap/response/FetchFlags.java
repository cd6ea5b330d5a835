package org.godwit.imap.response;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.godwit.mail.Flags;

/**
 * A FETCH response that tells a message's flags: sent after STORE, and whenever flags change (RFC 9051, 7.5.2).
 *
 * @param sequenceNumber as the client counts
 * @param uid told if present: in answer to a UID command, in IMAP4rev2, and once CONDSTORE is enabled (RFC 7162, 3.2.4)
 * @param flags absent after a conditional STORE with .SILENT, where only the modification sequence is wanted
 * @param modSeq told if present: once CONDSTORE is enabled
 */
public record FetchFlags(int sequenceNumber, OptionalInt uid, Told flags, OptionalLong modSeq) {

  /**
   * Flags as the session sees them.
   *
   * @param recent whether {@code \Recent} is among them: IMAP4rev1 only
   */
  public record Told(Flags flags, boolean recent) {}

  /** Writes the response. */
  public void write(ResponseWriter out) {
    out.untagged().number(sequenceNumber).raw(" FETCH (");
    var gap = "";
    if (uid.isPresent()) {
      out.raw("UID ").number(uid.getAsInt());
      gap = " ";
    }
    if (flags != null) {
      out.raw(gap).raw("FLAGS ").flags(flags.flags, flags.recent);
      gap = " ";
    }
    if (modSeq.isPresent()) {
      out.raw(gap).raw("MODSEQ (").number(modSeq.getAsLong()).raw(")");
    }
    out.close().end();
  }
}
