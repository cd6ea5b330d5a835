package org.godwit.mail;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Reads what {@link CompactWriter} wrote, within a range of an array. One thread.
 * Reading beyond the range throws {@link IllegalArgumentException}: the bytes are not what they claim to be.
 */
public final class CompactReader {
  private final byte[] bytes;
  private final int end;
  private int position;

  /** Reads {@code length} octets of {@code bytes} from {@code offset}. */
  public CompactReader(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    this.bytes = bytes;
    this.position = offset;
    this.end = offset + length;
  }

  /** Octets not yet read. */
  public int remaining() {
    return end - position;
  }

  /** The index in the array of the next octet. */
  public int position() {
    return position;
  }

  /** One octet, 0 to 255. */
  public int u8() {
    require(1);
    return bytes[position++] & 0xff;
  }

  /** An unsigned 16-bit big-endian integer. */
  public int u16() {
    return u8() << 8 | u8();
  }

  /** A 32-bit big-endian integer. */
  public int i32() {
    return u16() << 16 | u16();
  }

  /** A 64-bit big-endian integer. */
  public long i64() {
    return (long) i32() << 32 | i32() & 0xffffffffL;
  }

  /** A varint of at most nine octets. */
  public long varint() {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      int octet = u8();
      value |= (long) (octet & 0x7f) << shift;
      if (octet < 0x80) {
        return value;
      }
    }
    throw new IllegalArgumentException("varint longer than nine octets");
  }

  /** A varint that has to fit an int and counts octets or items still to come. */
  public int count() {
    long value = varint();
    if (value > remaining()) {
      throw new IllegalArgumentException("count " + value + " exceeds the " + remaining() + " octets left");
    }
    return (int) value;
  }

  /** The next {@code length} octets as an ISO-8859-1 string. */
  public String latin1(int length) {
    int start = skip(length);
    return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
  }

  /** Skips octets and returns the index of the first one skipped. */
  public int skip(int length) {
    require(length);
    int start = position;
    position += length;
    return start;
  }

  private void require(int octets) {
    if (octets < 0 || end - position < octets) {
      throw new IllegalArgumentException("needs " + octets + " octets, has " + (end - position));
    }
  }
}
