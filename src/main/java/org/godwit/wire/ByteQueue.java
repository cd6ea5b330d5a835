package org.godwit.wire;

import java.util.Arrays;

/**
 * Octets received and not yet consumed, first in, first out. Grows as needed: whoever fills it stops at a bound. Gives
 * its memory back when it runs empty, so that an idle connection costs next to nothing.
 *
 * <p>Invariant: {@code 0 <= start <= scanned <= end <= octets.length}; no LF lies between start and scanned.
 */
public final class ByteQueue {

  private static final byte[] EMPTY = new byte[0];
  private static final int KEPT_BYTES = 512;

  private byte[] octets = EMPTY;
  private int start;
  private int scanned;
  private int end;

  /** Octets waiting. */
  public int size() {
    return end - start;
  }

  /** Whether none wait. */
  public boolean isEmpty() {
    return start == end;
  }

  /** Adds octets behind those that wait. */
  public void add(byte[] added, int offset, int length) {
    reserve(length);
    System.arraycopy(added, offset, octets, end, length);
    end += length;
  }

  /** Adds octets behind those that wait. */
  public void add(byte[] added) {
    add(added, 0, added.length);
  }

  /**
   * Length of the first line with its LF, or -1 if no LF is there yet. Octets already looked at are not looked at again.
   */
  public int lineLength() {
    while (scanned < end) {
      if (octets[scanned] == '\n') {
        return scanned + 1 - start;
      }
      scanned++;
    }
    return -1;
  }

  /**
   * Takes the first {@code length} octets.
   *
   * @throws IndexOutOfBoundsException if fewer wait
   */
  public byte[] take(int length) {
    require(length);
    byte[] taken = Arrays.copyOfRange(octets, start, start + length);
    consume(length);
    return taken;
  }

  /** Takes octets into an array. */
  public void take(byte[] target, int offset, int length) {
    require(length);
    System.arraycopy(octets, start, target, offset, length);
    consume(length);
  }

  /** The first {@code length} octets, which stay. */
  public byte[] peek(int length) {
    require(length);
    return Arrays.copyOfRange(octets, start, start + length);
  }

  /** Drops the first {@code length} octets. */
  public void skip(int length) {
    require(length);
    consume(length);
  }

  /**
   * Takes a line of {@code length} octets as {@link #lineLength} gave it, without its CRLF (a bare LF is taken for one).
   */
  public byte[] takeLine(int length) {
    require(length);
    int text = length - 1;
    if (text > 0 && octets[start + text - 1] == '\r') {
      text--;
    }
    byte[] line = Arrays.copyOfRange(octets, start, start + text);
    consume(length);
    return line;
  }

  private void require(int length) {
    if (length < 0 || length > size()) {
      throw new IndexOutOfBoundsException(length + " of " + size());
    }
  }

  private void consume(int length) {
    start += length;
    scanned = Math.max(scanned, start);
    if (start == end) {
      start = 0;
      scanned = 0;
      end = 0;
      if (octets.length > KEPT_BYTES) {
        octets = EMPTY;
      }
    }
  }

  private void reserve(int length) {
    if (octets.length - end >= length) {
      return;
    }
    int needed = Math.addExact(size(), length);
    byte[] target = needed <= octets.length / 2 ? octets : new byte[capacity(needed)];
    System.arraycopy(octets, start, target, 0, size());
    octets = target;
    scanned -= start;
    end -= start;
    start = 0;
  }

  private int capacity(int needed) {
    return start == 0 && octets.length > 0 ? Math.max(needed, octets.length + (octets.length >> 1)) : needed;
  }
}
