package org.godwit.transfer.mbox;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.godwit.mail.Flags;
import org.godwit.mail.InternalDate;
import org.godwit.transfer.LineEnds;
import org.godwit.transfer.LineReader;
import org.godwit.transfer.SourceMessage;

/**
 * One message of an mbox: where it lies and how it is to be read.
 *
 * @param lines a reader of the same file, for this message's use
 * @param from where the message begins, behind its From_ line
 * @param to where it ends, before the blank line that is the mailbox's
 * @param unquote whether a {@code >} is to be taken from {@code >From } lines
 * @param toCrLf whether LF is to become CRLF
 */
record MboxMessage(String where, Flags flags, Optional<InternalDate> internalDate, int uid, String pop3Uidl, LineReader lines, long from, long to,
    boolean unquote, boolean toCrLf) implements SourceMessage {

  @Override
  public long sourceOctets() {
    return to - from;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    lines.region(from, to);
    var header = new MboxHeader();
    while (lines.next()) {
      var owner = header.take(lines);
      if (owner == MboxHeader.Owner.MAILBOX) {
        continue;
      }
      int skip = skip(owner);
      if (toCrLf) {
        LineEnds.writeWithCrLf(lines, skip, out);
      } else {
        LineEnds.writeAsIs(lines, skip, out);
      }
    }
  }

  /** Octets at the line's beginning that are not the message's. */
  private int skip(MboxHeader.Owner owner) {
    if (!lines.startsLine()) {
      return 0;
    }
    if (owner == MboxHeader.Owner.ESCAPED) {
      return MboxHeader.ESCAPE.length();
    }
    byte first = lines.array()[lines.offset()];
    return unquote && first == '>' && MboxFormat.isQuotable(lines.array(), lines.offset(), lines.length()) ? 1 : 0;
  }
}
