package org.godwit.net;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * A block of addresses, in CIDR notation.
 *
 * @param base       its first address
 * @param prefixBits leading bits that all of its addresses share
 */
public record Network(InetAddress base, int prefixBits) {

  public Network {
    byte[] octets = base.getAddress();
    if (prefixBits < 0 || prefixBits > octets.length * 8) {
      throw new IllegalArgumentException("/" + prefixBits + " of " + base.getHostAddress());
    }
    if (!Arrays.equals(octets, masked(octets, prefixBits))) {
      throw new IllegalArgumentException(base.getHostAddress() + " has bits behind /" + prefixBits);
    }
  }

  /**
   * {@code 192.0.2.0/24}, {@code 2001:db8::/32}, or a single address.
   *
   * @throws IllegalArgumentException if it is nothing of that, or has bits set behind the prefix
   */
  public static Network parse(String text) {
    int slash = text.indexOf('/');
    InetAddress base = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
    return new Network(base, slash < 0 ? base.getAddress().length * 8 : Integer.parseInt(text.substring(slash + 1)));
  }

  /** Whether the address is one of this network's. */
  public boolean contains(InetAddress address) {
    byte[] octets = address.getAddress();
    return octets.length == base.getAddress().length && Arrays.equals(masked(octets, prefixBits), base.getAddress());
  }

  private static byte[] masked(byte[] octets, int prefixBits) {
    byte[] kept = octets.clone();
    for (int i = 0; i < kept.length; i++) {
      int bits = Math.clamp(prefixBits - 8L * i, 0, 8);
      kept[i] &= (byte) (0xFF00 >> bits);
    }
    return kept;
  }

  @Override
  public String toString() {
    return base.getHostAddress() + "/" + prefixBits;
  }
}
