package org.godwit.mime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/**
 * A set of header field names, matched without regard to ASCII case and otherwise exactly (RFC 9051, 6.4.5.1). Immutable; asking
 * takes time in proportion to the name's length, however many names there are.
 */
public final class HeaderNames {

  private final byte[][][] buckets;
  private final int longest;

  /** From names in any case. */
  public HeaderNames(Collection<String> names) {
    buckets = new byte[Integer.highestOneBit(Math.max(1, names.size()) * 2 - 1) * 2][0][];
    int max = 0;
    for (String name : names) {
      byte[] octets = lower(name.getBytes(StandardCharsets.UTF_8));
      int bucket = hash(octets, 0, octets.length) & buckets.length - 1;
      buckets[bucket] = plus(buckets[bucket], octets);
      max = Math.max(max, octets.length);
    }
    longest = max;
  }

  /** Whether these octets are one of the names. */
  boolean contains(byte[] octets, int offset, int length) {
    if (length > longest) {
      return false;
    }
    for (byte[] candidate : buckets[hash(octets, offset, length) & buckets.length - 1]) {
      if (candidate.length == length && isSame(candidate, octets, offset)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSame(byte[] lowerCase, byte[] octets, int offset) {
    for (int i = 0; i < lowerCase.length; i++) {
      if (lowerCase[i] != lower(octets[offset + i])) {
        return false;
      }
    }
    return true;
  }

  private static int hash(byte[] octets, int offset, int length) {
    int hash = length;
    for (int i = offset; i < offset + length; i++) {
      hash = hash * 31 + lower(octets[i]);
    }
    return hash ^ hash >>> 16;
  }

  private static byte[] lower(byte[] octets) {
    for (int i = 0; i < octets.length; i++) {
      octets[i] = lower(octets[i]);
    }
    return octets;
  }

  private static byte lower(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? (byte) (octet + 32) : octet;
  }

  private static byte[][] plus(byte[][] bucket, byte[] name) {
    var more = Arrays.copyOf(bucket, bucket.length + 1);
    more[bucket.length] = name;
    return more;
  }
}
