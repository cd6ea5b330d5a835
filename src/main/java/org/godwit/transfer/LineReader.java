package org.godwit.transfer;

import java.io.IOException;

/**
 * Reads octets line by line, in bounded memory: a line longer than the buffer comes in several pieces. The first piece holds at least
 * {@link #PREFIX_MIN} octets of its line, or all of it; no piece ends between a CR and its LF. One thread.
 */
public final class LineReader {

  /** Octets of a line that its first piece has at least, if the line has them. */
  public static final int PREFIX_MIN = 32 * 1024;

  private static final int BUFFER_BYTES = 256 * 1024;

  private final Octets octets;
  private final byte[] buffer;
  /** Position of the buffer's first octet. */
  private long base;
  private int filled;
  private long regionEnd;
  private long limit;
  private int start;
  private int end;
  private boolean startsLine;
  private boolean endsLine = true;

  /** Lines of all octets, until {@link #region} says otherwise. */
  public LineReader(Octets octets) {
    this.octets = octets;
    this.buffer = new byte[(int) Math.clamp(octets.length(), 1, BUFFER_BYTES)];
    region(0, octets.length());
  }

  /** Starts anew with these octets only; a line begins at {@code from}. */
  public void region(long from, long to) {
    base = from;
    filled = 0;
    start = 0;
    end = 0;
    regionEnd = to;
    limit = to;
    endsLine = true;
  }

  /** Lets the pieces end at this position for now, which is not before the current piece's end; see {@link #unlimit}. */
  public void limit(long position) {
    limit = Math.min(position, regionEnd);
  }

  /** Goes on behind the limit; a line begins there. */
  public void unlimit() {
    limit = regionEnd;
    endsLine = true;
  }

  /** Goes to the next piece. False at the end. */
  public boolean next() throws IOException {
    start = end;
    startsLine = endsLine;
    int searched = start;
    while (true) {
      int available = (int) Math.min(filled, limit - base);
      int lineFeed = indexOfLineFeed(searched, available);
      if (lineFeed >= 0) {
        return piece(lineFeed + 1, true);
      }
      if (base + available >= limit) {
        return available > start && piece(available, false);
      }
      if (start == 0 && filled == buffer.length) {
        return piece(buffer[filled - 1] == '\r' ? filled - 1 : filled, false);
      }
      searched = available - start;
      fill();
    }
  }

  private boolean piece(int to, boolean complete) {
    end = to;
    endsLine = complete;
    return true;
  }

  private int indexOfLineFeed(int from, int to) {
    for (int i = from; i < to; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Moves what is left to the buffer's beginning and reads more behind it. */
  private void fill() throws IOException {
    System.arraycopy(buffer, start, buffer, 0, filled - start);
    base += start;
    filled -= start;
    end = 0;
    start = 0;
    int wanted = (int) Math.min(buffer.length - filled, regionEnd - base - filled);
    int count = octets.read(base + filled, buffer, filled, wanted);
    if (count <= 0) {
      throw new IOException("ends at octet " + (base + filled) + ", earlier than it did before");
    }
    filled += count;
  }

  /** The array that holds the piece, valid until {@link #next}. */
  public byte[] array() {
    return buffer;
  }

  /** Where in the array the piece begins. */
  public int offset() {
    return start;
  }

  /** Octets of the piece, the line's end included. */
  public int length() {
    return end - start;
  }

  /** Octets of the piece without the line's end. */
  public int textLength() {
    if (!endsLine) {
      return length();
    }
    return length() > 1 && buffer[end - 2] == '\r' ? length() - 2 : length() - 1;
  }

  /** Where the piece begins. */
  public long position() {
    return base + start;
  }

  /** Where the piece ends. */
  public long endPosition() {
    return base + end;
  }

  /** Whether the piece is a line's beginning. */
  public boolean startsLine() {
    return startsLine;
  }

  /** Whether the piece ends with LF. */
  public boolean endsLine() {
    return endsLine;
  }

  /** Whether the piece is a whole line without text. */
  public boolean isBlankLine() {
    return startsLine && endsLine && textLength() == 0;
  }

  /** Whether the piece begins with these octets. */
  public boolean startsWith(byte[] prefix) {
    return length() >= prefix.length
        && java.util.Arrays.equals(buffer, start, start + prefix.length, prefix, 0, prefix.length);
  }
}
