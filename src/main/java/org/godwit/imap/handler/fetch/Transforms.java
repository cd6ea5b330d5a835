package org.godwit.imap.handler.fetch;

import java.util.Arrays;
import org.godwit.mime.OctetSink;

/** Runs over octets in memory. */
final class Transforms {

  private Transforms() {
  }

  /** All that comes of these octets. */
  static byte[] apply(Transform transform, byte[] octets, int offset, int length) {
    var result = new Collected(length);
    transform.accept(octets, offset, length, result);
    transform.finish(result);
    return result.octets();
  }

  /**
   * Whether a transform that has ended has made nothing of a text that was not nothing: base64 without a digit in it. What can be
   * decoded in part is given in part (RFC 2045, 6.8 has strange octets passed over).
   */
  static boolean isLost(Transform transform, long made) {
    return made == 0 && transform.isMalformed();
  }

  private static final class Collected implements OctetSink {
    private byte[] octets;
    private int size;

    Collected(int expected) {
      octets = new byte[expected];
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) {
      if (octets.length - size < length) {
        octets = Arrays.copyOf(octets, Math.max(size + length, octets.length * 2));
      }
      System.arraycopy(bytes, offset, octets, size, length);
      size += length;
    }

    byte[] octets() {
      return size == octets.length ? octets : Arrays.copyOf(octets, size);
    }
  }
}
