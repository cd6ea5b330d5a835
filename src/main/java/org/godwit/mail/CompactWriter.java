package org.godwit.mail;

import java.util.Arrays;

/** A growing byte array with the few primitives of the compact formats: bytes, big-endian integers, varints. One thread. */
public final class CompactWriter {
  private byte[] bytes;
  private int size;

  /** @param initialCapacity octets reserved at first */
  public CompactWriter(int initialCapacity) {
    bytes = new byte[Math.max(16, initialCapacity)];
  }

  /** Octets written so far. */
  public int size() {
    return size;
  }

  /** Forgets everything behind the first {@code newSize} octets. */
  public void truncate(int newSize) {
    size = Math.min(size, newSize);
  }

  /** Appends one octet (the low eight bits). */
  public CompactWriter u8(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
    return this;
  }

  /** Appends an unsigned 16-bit big-endian integer. */
  public CompactWriter u16(int value) {
    return u8(value >>> 8).u8(value);
  }

  /** Appends a 32-bit big-endian integer. */
  public CompactWriter i32(int value) {
    return u16(value >>> 16).u16(value);
  }

  /** Appends a 64-bit big-endian integer. */
  public CompactWriter i64(long value) {
    return i32((int) (value >>> 32)).i32((int) value);
  }

  /** Appends a non-negative integer as a little-endian base-128 varint (1 to 9 octets). */
  public CompactWriter varint(long value) {
    long rest = value;
    while (rest > 0x7f) {
      u8((int) rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    return u8((int) rest);
  }

  /** Appends a range of octets. */
  public CompactWriter bytes(byte[] source, int offset, int length) {
    reserve(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
    return this;
  }

  /** Appends octets. */
  public CompactWriter bytes(byte[] source) {
    return bytes(source, 0, source.length);
  }

  /** Appends the low eight bits of every character: for ASCII and for raw octets kept as ISO-8859-1 strings. */
  @SuppressWarnings("deprecation") // the one call that copies low bytes without an encoder or a temporary array
  public CompactWriter latin1(String text) {
    int length = text.length();
    reserve(length);
    text.getBytes(0, length, bytes, size);
    size += length;
    return this;
  }

  /** A copy of what was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** The array behind, valid up to {@link #size()} until the next write. */
  byte[] array() {
    return bytes;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
    }
  }
}
