package org.godwit.transfer.mbox;

import java.io.IOException;
import java.util.Optional;
import org.godwit.transfer.LineEnds;
import org.godwit.transfer.LineReader;
import org.godwit.transfer.Octets;

/** Finds the messages of an mbox, one after the other, reading every line once. Bounded memory. One thread. */
final class MboxScanner {

  /** What was found of a message. */
  record Found(FromLine fromLine, long fromAt, long from, long to, MboxFields fields, LineEnds ends, boolean bounded,
      boolean fromInside) {}

  private final Octets octets;
  private final MboxFormat format;
  private final LineEnds.Style style;
  private final LineReader lines;
  private final byte[] ahead = new byte[FromLine.BYTES_MAX + 8];
  /** The From_ line that the reader is at; null at the end. */
  private FromLine fromLine;

  /**
   * @param style what From_ lines end with
   * @throws IOException if it does not begin with a From_ line, unless there is nothing in it
   */
  MboxScanner(Octets octets, MboxFormat format, LineEnds.Style style) throws IOException {
    this.octets = octets;
    this.format = format;
    this.style = style;
    this.lines = new LineReader(octets);
    fromLine = skipBlankLines() ? first() : null;
  }

  private FromLine first() throws IOException {
    return FromLine.parseFirst(lines.array(), lines.offset(), lines.textLength())
        .orElseThrow(() -> new IOException("is no mbox: it does not begin with a From_ line"));
  }

  /** Goes to the next piece that is no blank line. False at the end. */
  private boolean skipBlankLines() throws IOException {
    while (lines.next()) {
      if (!lines.isBlankLine()) {
        return true;
      }
    }
    return false;
  }

  /** Where the scan is. */
  long position() {
    return lines.endPosition();
  }

  /** The next message; null at the end. */
  Found next() throws IOException {
    return fromLine == null ? null : new Scan().run();
  }

  private Optional<FromLine> fromLineHere() {
    return lines.startsLine() && lines.startsWith(FromLine.FROM)
        ? FromLine.parse(lines.array(), lines.offset(), lines.textLength()) : Optional.empty();
  }

  /** The work on one message. */
  private final class Scan {
    private final FromLine begin = fromLine;
    private final long fromAt = lines.position();
    private final MboxHeader header = new MboxHeader();
    private final MboxFields fields = new MboxFields();
    private final LineEnds ends = new LineEnds();
    private long from;
    private long to;
    private boolean afterBlank;
    private long blankAt;
    private boolean fromInside;
    private boolean bounded;

    Found run() throws IOException {
      from = lines.endPosition();
      fromLine = null;
      while (fromLine == null && !bounded && lines.next()) {
        var next = afterBlank ? fromLineHere() : Optional.<FromLine>empty();
        if (next.isPresent()) {
          fromLine = next.get();
        } else {
          take();
        }
      }
      if (!bounded) {
        endBeforeBlankLine();
      }
      return new Found(begin, fromAt, from, to, fields, ends, bounded, fromInside);
    }

    private void take() throws IOException {
      boolean wasInHeader = header.inHeader();
      var owner = header.take(lines);
      fields.take(lines, header);
      if (owner != MboxHeader.Owner.MAILBOX) {
        ends.add(lines);
      }
      fromInside |= lines.startsLine() && lines.startsWith(FromLine.FROM);
      afterBlank = lines.isBlankLine();
      blankAt = lines.position();
      to = lines.endPosition();
      if (wasInHeader && !header.inHeader() && format.hasLength()) {
        takeLength();
      }
    }

    /** At the end of the header: believes a Content-Length that leads to a From_ line or the end of the file. */
    private void takeLength() throws IOException {
      long length = fields.contentLength();
      long end = lines.endPosition() + length;
      if (length < 0 || end > octets.length() || !isBoundary(end)) {
        return;
      }
      bounded = true;
      lines.limit(end);
      while (lines.next()) {
        ends.add(lines);
      }
      to = end;
      lines.unlimit();
      fromLine = skipBlankLines() ? first() : null;
    }

    private void endBeforeBlankLine() {
      to = Math.max(to, from);
      if (afterBlank) {
        to = blankAt;
        ends.removeLast();
      }
      if (fields.exact().contains(MboxWriter.NO_END) && to > from) {
        to = Math.max(from, to - style.octets().length);
        ends.removeLast();
      }
    }
  }

  /** Whether a From_ line or the end of the file is here, behind at most two line ends. */
  private boolean isBoundary(long position) throws IOException {
    int count = 0;
    while (count < ahead.length) {
      int read = octets.read(position + count, ahead, count, ahead.length - count);
      if (read <= 0) {
        break;
      }
      count += read;
    }
    int at = skipLineEnd(skipLineEnd(0, count), count);
    if (at == count) {
      return count < ahead.length;
    }
    int end = at;
    while (end < count && ahead[end] != '\n') {
      end++;
    }
    return FromLine.parse(ahead, at, end - at).isPresent();
  }

  private int skipLineEnd(int at, int count) {
    int lineFeed = at < count && ahead[at] == '\r' ? at + 1 : at;
    return lineFeed < count && ahead[lineFeed] == '\n' ? lineFeed + 1 : at;
  }
}
