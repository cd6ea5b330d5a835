package org.godwit.storage.codec;

import java.nio.ByteBuffer;

/**
 * How stored contents (bodies, summaries) are framed, in the journal and in summary files:
 *
 * <pre>
 *  0  4  length, octets
 *  4  4  CRC32C of the id and the content
 *  8  8  id: the email id whose content it is, 0 if it does not matter
 * 16  n  the content
 * </pre>
 *
 * @param length octets of the content
 */
public record ContentFrame(int length, int checksum, long id) {

  /** Octets before the content. */
  public static final int BYTES = 16;

  /** The head of this content's frame. */
  public static ContentFrame of(long id, byte[] content) {
    return of(id, content, 0, content.length);
  }

  /** As the other method, for a range of {@code octets}. */
  public static ContentFrame of(long id, byte[] octets, int offset, int length) {
    return new ContentFrame(length, Checksum.of(id, octets, offset, length), id);
  }

  /** Octets of head and content. */
  public long framedLength() {
    return BYTES + (long) length;
  }

  public ByteBuffer encode() {
    return ByteBuffer.allocate(BYTES).putInt(length).putInt(checksum).putLong(id).flip();
  }

  /** The head at the buffer's position, which moves on; null if it cannot be one. */
  public static ContentFrame decode(ByteBuffer bytes) {
    if (bytes.remaining() < BYTES) {
      return null;
    }
    var frame = new ContentFrame(bytes.getInt(), bytes.getInt(), bytes.getLong());
    return frame.length < 0 ? null : frame;
  }

  /** Whether this is the content that was framed. */
  public boolean fits(byte[] content, int offset, int count) {
    return count == length && checksum == Checksum.of(id, content, offset, count);
  }
}
