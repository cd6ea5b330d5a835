package org.godwit.storage.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.BiConsumer;

/** Collects encoded values in a growing array. One thread. The mirror of {@link Decoder}. */
public final class Encoder {

  private byte[] bytes;
  private int length;

  public Encoder(int capacity) {
    bytes = new byte[Math.max(16, capacity)];
  }

  private void room(int more) {
    if (more > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), (int) Math.min(Integer.MAX_VALUE - 8L, bytes.length * 2L)));
    }
  }

  /** Octets so far. */
  public int length() {
    return length;
  }

  public Encoder u8(int value) {
    room(1);
    bytes[length++] = (byte) value;
    return this;
  }

  public Encoder u32(int value) {
    return u8(value >>> 24).u8(value >>> 16).u8(value >>> 8).u8(value);
  }

  public Encoder u64(long value) {
    return u32((int) (value >>> 32)).u32((int) value);
  }

  /** An unsigned number, 7 bits an octet, lowest first; small numbers take little room. */
  public Encoder number(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      u8((int) rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    return u8((int) rest);
  }

  /** A number that may be negative. */
  public Encoder signed(long value) {
    return number(value << 1 ^ value >> 63);
  }

  public Encoder bytes(byte[] more, int offset, int count) {
    room(count);
    System.arraycopy(more, offset, bytes, length, count);
    length += count;
    return this;
  }

  public Encoder text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return number(utf8.length).bytes(utf8, 0, utf8.length);
  }

  /** How many there are, then each. */
  public <T> Encoder all(Collection<T> items, BiConsumer<Encoder, T> item) {
    number(items.size());
    items.forEach(each -> item.accept(this, each));
    return this;
  }

  /** Overwrites four octets written before. */
  public Encoder patch32(int at, int value) {
    ByteBuffer.wrap(bytes).putInt(at, value);
    return this;
  }

  /** Zeros up to a multiple. */
  public Encoder pad(int multiple) {
    while (length % multiple != 0) {
      u8(0);
    }
    return this;
  }

  /** The checksum of everything from an offset on. */
  public int checksumFrom(int offset) {
    return Checksum.of(bytes, offset, length - offset);
  }

  /** A view of everything so far; do not encode more while using it. */
  public ByteBuffer view() {
    return ByteBuffer.wrap(bytes, 0, length).slice();
  }

  /** A copy of everything so far. */
  public byte[] toArray() {
    return Arrays.copyOf(bytes, length);
  }
}
