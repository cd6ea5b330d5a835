package org.godwit.account;

/**
 * Where bytes lie on disk: a run inside a journal segment, or a whole body file.
 *
 * @param segment the number of a journal segment if 0 or more; of the body file {@code -segment} if negative
 * @param offset octets from the start of the file, below 2^32; 0 in a body file
 * @param length octets, below 2^32
 */
public record Extent(int segment, long offset, long length) {

  private static final long LIMIT = 1L << 32;

  public Extent {
    if (offset < 0 || offset >= LIMIT || length < 0 || length >= LIMIT) {
      throw new IllegalArgumentException("extent " + segment + ":" + offset + "+" + length);
    }
  }

  /** A body file's whole content. */
  public static Extent ofBodyFile(int number, long length) {
    if (number < 1) {
      throw new IllegalArgumentException("body file " + number);
    }
    return new Extent(-number, 0, length);
  }

  /** Whether it is a body file of its own. */
  public boolean isBodyFile() {
    return segment < 0;
  }

  /** Segment and offset in one long; the length is kept beside it. */
  public long position() {
    return position(segment, offset);
  }

  /** Segment and offset in one long. */
  public static long position(int segment, long offset) {
    return (long) segment << 32 | offset;
  }

  /** The extent at a {@link #position}. */
  public static Extent at(long position, long length) {
    return new Extent(segmentOf(position), position & 0xFFFF_FFFFL, length);
  }

  /** The segment of a {@link #position}. */
  public static int segmentOf(long position) {
    return (int) (position >> 32);
  }

  /** A part of it; start and length are cut to what there is. */
  public Extent slice(long start, long size) {
    long from = Math.min(start, length);
    return new Extent(segment, offset + from, Math.min(size, length - from));
  }
}
