package org.godwit.transfer;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Counts how the lines of a message end, and tells what that means for it. One thread.
 *
 * <p>What comes in: LF becomes CRLF if every line ends in a bare LF ({@link #isAllLf}). What goes out with LF: CRLF becomes LF if that
 * leads back to the same message ({@link #canBecomeLf}). Any other message is kept as it is.
 */
public final class LineEnds {

  private static final byte[] CRLF = {'\r', '\n'};

  /** What lines end with in a file that is written. */
  public enum Style {
    /** As UNIX has it. */
    LF,
    /** As mail goes over the wire. */
    CRLF;

    /** Its octets. */
    public byte[] octets() {
      return this == LF ? new byte[] {'\n'} : LineEnds.CRLF.clone();
    }
  }

  private enum Kind { NONE, LF, CR_LF, CR_CR_LF }

  private final long[] counts = new long[Kind.values().length];
  private Kind last = Kind.NONE;
  private Kind beforeLast = Kind.NONE;

  /** The line ends of a whole message. */
  public static LineEnds of(Octets octets) throws IOException {
    var ends = new LineEnds();
    var lines = new LineReader(octets);
    while (lines.next()) {
      ends.add(lines);
    }
    return ends;
  }

  /** Counts the end of the line that a piece belongs to, when it has come. */
  public void add(LineReader piece) {
    if (!piece.endsLine()) {
      return;
    }
    beforeLast = last;
    last = kind(piece);
    counts[last.ordinal()]++;
  }

  private static Kind kind(LineReader piece) {
    byte[] octets = piece.array();
    int end = piece.offset() + piece.length() - 1;
    if (piece.textLength() == piece.length() - 1) {
      return Kind.LF;
    }
    return piece.length() > 2 && octets[end - 2] == '\r' ? Kind.CR_CR_LF : Kind.CR_LF;
  }

  /** Takes back the line counted last; once or twice after an {@link #add}. */
  public void removeLast() {
    counts[last.ordinal()]--;
    last = beforeLast;
    beforeLast = Kind.NONE;
  }

  /** Whether there are line ends, all of them LF without CR. */
  public boolean isAllLf() {
    return bare() > 0 && withCr() == 0;
  }

  /** Whether there are line ends, all of them CRLF, and none would still have a CR if they became LF. */
  public boolean canBecomeLf() {
    return bare() == 0 && withCr() > 0 && counts[Kind.CR_CR_LF.ordinal()] == 0;
  }

  /** Lines that end with LF and no CR. */
  public long bare() {
    return counts[Kind.LF.ordinal()];
  }

  /** Lines that end with CRLF. */
  public long withCr() {
    return counts[Kind.CR_LF.ordinal()] + counts[Kind.CR_CR_LF.ordinal()];
  }

  /** Writes a piece without its first {@code skip} octets, an LF at its end as CRLF. */
  public static void writeWithCrLf(LineReader piece, int skip, OutputStream out) throws IOException {
    write(piece, skip, piece.endsLine() ? 1 : 0, out);
    if (piece.endsLine()) {
      out.write(CRLF, 0, 2);
    }
  }

  /** Writes a piece without its first {@code skip} octets, a CRLF at its end as LF. */
  public static void writeWithLf(LineReader piece, int skip, OutputStream out) throws IOException {
    write(piece, skip, piece.length() - piece.textLength(), out);
    if (piece.endsLine()) {
      out.write('\n');
    }
  }

  /** Writes a piece without its first {@code skip} octets, as it is. */
  public static void writeAsIs(LineReader piece, int skip, OutputStream out) throws IOException {
    write(piece, skip, 0, out);
  }

  private static void write(LineReader piece, int skip, int cut, OutputStream out) throws IOException {
    out.write(piece.array(), piece.offset() + skip, piece.length() - skip - cut);
  }
}
