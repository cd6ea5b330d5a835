package org.godwit.transfer.mbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.godwit.mail.Flags;
import org.godwit.transfer.LineEnds;
import org.godwit.transfer.LineReader;
import org.godwit.transfer.Octets;
import org.godwit.transfer.StoredMessage;

/**
 * Writes messages as an mbox has them: a From_ line, the mailbox's header lines, the message, a blank line. What comes back when such
 * a file is read is the same message to the octet, quoting as mboxo does it excepted. One thread.
 */
final class MboxWriter {

  /** Word of {@link MboxHeader#EXACT}: the message has no line end at its end; the one there is the file's. */
  static final String NO_END = "no-end";
  /** Word of {@link MboxHeader#EXACT}: line ends are as they are. */
  static final String LINE_ENDS = "line-ends";
  /** Word of {@link MboxHeader#EXACT}: the message begins with white space, which does not continue the line before. */
  private static final String SPACE = "space";

  private final MboxFormat format;
  private final LineEnds.Style style;
  private final OutputStream out;
  private String base;

  /** @param base value of the X-IMAPbase line that the first message gets */
  MboxWriter(MboxFormat format, LineEnds.Style style, String base, OutputStream out) {
    this.format = format;
    this.style = style;
    this.base = base;
    this.out = out;
  }

  /** Appends a message. */
  void write(StoredMessage message) throws IOException {
    var shape = Shape.of(message.body());
    boolean toLf = style == LineEnds.Style.LF && shape.ends().canBecomeLf();
    line(FromLine.format(shape.sender(), message.internalDate()));
    if (base != null) {
      line("X-IMAPbase: " + base);
    }
    mailboxLines(message);
    if (format.hasLength() && shape.hasBlankLine()) {
      var counter = new CountingStream(OutputStream.nullOutputStream());
      body(message.body(), toLf, counter, shape.bodyFrom());
      line("Content-Length: " + counter.count());
    }
    exactLine(shape);
    body(message.body(), toLf, out, 0);
    if (!shape.hasEnd()) {
      out.write(style.octets());
    }
    out.write(style.octets());
    base = null;
  }

  private void mailboxLines(StoredMessage message) throws IOException {
    var flags = message.flags();
    line("Status: " + (flags.has(Flags.SEEN) ? "RO" : "O"));
    var letters = (flags.has(Flags.DELETED) ? "D" : "") + (flags.has(Flags.FLAGGED) ? "F" : "")
        + (flags.has(Flags.ANSWERED) ? "A" : "") + (flags.has(Flags.DRAFT) ? "T" : "");
    if (!letters.isEmpty()) {
      line("X-Status: " + letters);
    }
    if (!flags.keywords().isEmpty()) {
      line("X-Keywords: " + String.join(" ", flags.keywords()));
    }
    line("X-UID: " + message.uid());
  }

  private void exactLine(Shape shape) throws IOException {
    List<String> words = new ArrayList<>();
    if (!shape.hasEnd()) {
      words.add(NO_END);
    }
    if (style == LineEnds.Style.LF && shape.ends().isAllLf()) {
      words.add(LINE_ENDS);
    }
    if (shape.beginsWithSpace()) {
      words.add(SPACE);
    }
    if (!words.isEmpty()) {
      line("X-Godwit-Exact: " + String.join(" ", words));
    }
  }

  private void line(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.write(style.octets());
  }

  /** Writes what begins at {@code from}, which is the message's beginning or that of its body. */
  private void body(Octets octets, boolean toLf, OutputStream to, long from) throws IOException {
    var lines = new LineReader(octets);
    lines.region(from, octets.length());
    var header = new MboxHeader();
    while (lines.next()) {
      if (lines.startsLine()) {
        prefix(lines, from == 0 ? header.take(lines) : MboxHeader.Owner.MESSAGE, to);
      }
      if (toLf) {
        LineEnds.writeWithLf(lines, 0, to);
      } else {
        LineEnds.writeAsIs(lines, 0, to);
      }
    }
  }

  private void prefix(LineReader lines, MboxHeader.Owner owner, OutputStream to) throws IOException {
    if (owner != MboxHeader.Owner.MESSAGE && !MboxHeader.isContinuation(lines)) {
      to.write(MboxHeader.ESCAPE.getBytes(StandardCharsets.US_ASCII));
    } else if (format.quotes(lines.array(), lines.offset(), lines.length())) {
      to.write('>');
    }
  }
}
