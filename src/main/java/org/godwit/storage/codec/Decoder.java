package org.godwit.storage.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Takes apart what an {@link Encoder} made; anything that does not fit is a {@link FormatException}, whatever the bytes. */
public final class Decoder {

  private final ByteBuffer bytes;

  public Decoder(ByteBuffer bytes) {
    this.bytes = bytes.slice();
  }

  private void need(int count) throws FormatException {
    if (count < 0 || count > bytes.remaining()) {
      throw new FormatException("ends " + (count - bytes.remaining()) + " octets early");
    }
  }

  /** Octets left. */
  public int remaining() {
    return bytes.remaining();
  }

  public int u8() throws FormatException {
    need(1);
    return bytes.get() & 0xFF;
  }

  public int u32() throws FormatException {
    need(4);
    return bytes.getInt();
  }

  public long u64() throws FormatException {
    need(8);
    return bytes.getLong();
  }

  public long number() throws FormatException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = u8();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new FormatException("number of more than ten octets");
  }

  public long signed() throws FormatException {
    long value = number();
    return value >>> 1 ^ -(value & 1);
  }

  /** A number that fits a non-negative int. */
  public int size() throws FormatException {
    long value = number();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new FormatException("size " + Long.toUnsignedString(value));
    }
    return (int) value;
  }

  /** A number that fits an int, negative ones included. */
  public int signedInt() throws FormatException {
    long value = signed();
    if (value != (int) value) {
      throw new FormatException("int " + value);
    }
    return (int) value;
  }

  public byte[] bytes(int count) throws FormatException {
    need(count);
    byte[] result = new byte[count];
    bytes.get(result);
    return result;
  }

  /** The next octets as a decoder of their own. */
  public Decoder part(int count) throws FormatException {
    need(count);
    var part = new Decoder(bytes.slice(bytes.position(), count));
    bytes.position(bytes.position() + count);
    return part;
  }

  public String text() throws FormatException {
    return new String(bytes(size()), StandardCharsets.UTF_8);
  }

  /** Decodes one item. */
  public interface Item<T> {
    T decode(Decoder from) throws FormatException;
  }

  /** As many items as a count says; no more room is taken than there are octets left. */
  public <T> List<T> all(Item<T> item) throws FormatException {
    int count = size();
    need(count);
    var items = new ArrayList<T>(Math.min(count, 1024));
    for (int i = 0; i < count; i++) {
      items.add(item.decode(this));
    }
    return items;
  }

  /** @throws FormatException if anything is left */
  public void end() throws FormatException {
    if (bytes.hasRemaining()) {
      throw new FormatException(bytes.remaining() + " octets too many");
    }
  }
}
