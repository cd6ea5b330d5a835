package org.godwit.mime;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, which every Java platform has, and the shortened forms of it that summaries hold. One thread. */
final class ContentDigest {
  private final MessageDigest sha256 = sha256();

  void update(byte[] bytes, int offset, int length) {
    sha256.update(bytes, offset, length);
  }

  /** The first 128 bits, as two longs; the digest starts anew. */
  long[] first128Bits() {
    ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
    return new long[] {digest.getLong(), digest.getLong()};
  }

  /** 64 bits that stand for a text, never 0. */
  static long of(String text) {
    long bits = ByteBuffer.wrap(sha256().digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
    return bits == 0 ? 1 : bits;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
