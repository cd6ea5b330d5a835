package org.godwit.wire;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The decompressing half of COMPRESS=DEFLATE (RFC 4978). Inflates only when the reader wants more, a small piece at a
 * time: what a few octets could become never exists at once. Holds about 45 KiB until {@link #end}.
 *
 * <p>Octets behind a flush of the client (the end of an empty stored block, RFC 1951, 3.2.4) are not looked at before
 * all in front of it is read: they may be in clear again, behind an UNAUTHENTICATE (RFC 8437, 4.1).
 */
final class Inflating {

  private static final byte[] EMPTY = new byte[0];
  /** The octets 00 00 FF FF, which end a flush. */
  private static final int FLUSH_MARK = 0x0000FFFF;

  private final Inflater inflater = new Inflater(true);
  private final byte[] piece = new byte[8 * 1024];
  private byte[] waiting = EMPTY;
  private int lastFour = -1;
  private byte[] lastInput = EMPTY;
  private boolean full;

  /** Takes compressed octets. */
  void add(byte[] compressed) {
    byte[] all = Arrays.copyOf(waiting, waiting.length + compressed.length);
    System.arraycopy(compressed, 0, all, waiting.length, compressed.length);
    waiting = all;
  }

  /** Whether nothing more can come out before more goes in. */
  boolean isDry() {
    return !full && inflater.needsInput() && waiting.length == 0;
  }

  /**
   * Inflates at most 8 KiB into the queue.
   *
   * @return whether anything came out
   * @throws DataFormatException if the octets are not a deflate stream, or are behind its end
   */
  boolean inflate(ByteQueue target) throws DataFormatException {
    do {
      if (!full && inflater.needsInput()) {
        inflater.setInput(upToFlush());
      }
      int produced = inflater.inflate(piece);
      target.add(piece, 0, produced);
      full = produced == piece.length;
      if (produced > 0) {
        return true;
      }
      if (inflater.finished() || inflater.needsDictionary()) {
        throw new DataFormatException("the deflate stream has ended");
      }
    } while (waiting.length > 0);
    return false;
  }

  /** Gives the memory back, and the octets that were not inflated. */
  byte[] end() {
    // what the inflater has left is clear text only if the client ended its stream; else it is less than a block
    int left = inflater.finished() ? inflater.getRemaining() : 0;
    byte[] rest = left == 0 ? waiting : concatenated(lastInput, left);
    inflater.end();
    waiting = EMPTY;
    return rest;
  }

  private byte[] concatenated(byte[] input, int left) {
    byte[] rest = Arrays.copyOfRange(input, input.length - left, input.length + waiting.length);
    System.arraycopy(waiting, 0, rest, left, waiting.length);
    return rest;
  }

  private byte[] upToFlush() {
    int end = 0;
    while (end < waiting.length) {
      lastFour = lastFour << 8 | waiting[end++] & 0xFF;
      if (lastFour == FLUSH_MARK) {
        break;
      }
    }
    lastInput = Arrays.copyOf(waiting, end);
    waiting = Arrays.copyOfRange(waiting, end, waiting.length);
    return lastInput;
  }
}
