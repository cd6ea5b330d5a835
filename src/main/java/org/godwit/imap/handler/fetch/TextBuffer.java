package org.godwit.imap.handler.fetch;

import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.godwit.wire.Output;

/** Gathers in memory what is written. One thread. */
final class TextBuffer implements Output {

  private byte[] octets = new byte[1024];
  private int length;

  byte[] octets() {
    return octets;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  @Override
  public void put(int octet) {
    reserve(1);
    octets[length++] = (byte) octet;
  }

  @Override
  public void put(byte[] from, int offset, int count) {
    reserve(count);
    System.arraycopy(from, offset, octets, length, count);
    length += count;
  }

  private void reserve(int count) {
    if (octets.length - length < count) {
      octets = Arrays.copyOf(octets, Math.max(2 * octets.length, length + count));
    }
  }

  @Override
  public void putAscii(String ascii) {
    byte[] text = ascii.getBytes(StandardCharsets.US_ASCII);
    put(text, 0, text.length);
  }

  @Override
  public Uni<Void> drained() {
    return Uni.createFrom().voidItem();
  }

  @Override
  public void flush() {
    // nobody waits for it
  }
}
