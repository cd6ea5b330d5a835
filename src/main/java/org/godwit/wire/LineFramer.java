package org.godwit.wire;

/**
 * Cuts a connection's input into lines, for protocols whose commands are one line each. A pure state machine without I/O.
 *
 * <p>Bounds: a line has at most {@code lineBytesMax} octets without its CRLF; a longer one is read past without being kept, up to
 * {@code skipBytesMax} octets.
 */
public final class LineFramer {

  /** What the input came to. */
  public sealed interface Event {
    /** A line without its CRLF; a bare LF ends one, too. */
    record Line(byte[] octets) implements Event {}

    /** A line that was too long has gone by unread. */
    record TooLong() implements Event {}

    /** Too much to read past: the connection is beyond repair. */
    record Hopeless() implements Event {}
  }

  private final int lineBytesMax;
  private final int skipBytesMax;
  private boolean skipping;
  private int skipped;

  /** See the bounds above. */
  public LineFramer(int lineBytesMax, int skipBytesMax) {
    this.lineBytesMax = lineBytesMax;
    this.skipBytesMax = skipBytesMax;
  }

  /** Consumes input up to the next event; null if more input is needed. */
  public Event next(ByteQueue in) {
    int length = in.lineLength();
    if (skipping) {
      return skip(in, length);
    }
    // the bound includes CRLF; without LF yet, at least that one octet is to come
    int seen = length < 0 ? in.size() + 1 : length;
    if (seen > lineBytesMax + 2) {
      skipping = true;
      skipped = 0;
      return skip(in, length);
    }
    return length < 0 ? null : new Event.Line(in.takeLine(length));
  }

  private Event skip(ByteQueue in, int length) {
    int passed = length < 0 ? in.size() : length;
    in.skip(passed);
    skipped = (int) Math.min((long) skipped + passed, Integer.MAX_VALUE);
    if (skipped > skipBytesMax) {
      return new Event.Hopeless();
    }
    if (length < 0) {
      return null;
    }
    skipping = false;
    return new Event.TooLong();
  }
}
