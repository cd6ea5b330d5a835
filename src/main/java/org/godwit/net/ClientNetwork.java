package org.godwit.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Whose client an address is, as far as one can tell: an IPv4 address, or the /64 of an IPv6 address, of which every customer has at
 * least one. Small, and fit to be a key.
 *
 * @param bits the IPv4 address, or the upper half of the IPv6 address
 * @param isV6 whether it is one of IPv6
 */
public record ClientNetwork(long bits, boolean isV6) {

  /** The one that the address belongs to. */
  public static ClientNetwork of(InetAddress address) {
    var octets = ByteBuffer.wrap(address.getAddress());
    return address instanceof Inet6Address ? new ClientNetwork(octets.getLong(), true)
        : new ClientNetwork(Integer.toUnsignedLong(octets.getInt()), false);
  }

  /** What commonly has one owner: the /24 of an IPv4 address, the /48 of an IPv6 one. */
  public ClientNetwork wider() {
    return new ClientNetwork(isV6 ? bits & ~0xFFFFL : bits & ~0xFFL, isV6);
  }

  @Override
  public String toString() {
    try {
      return isV6 ? InetAddress.getByAddress(ByteBuffer.allocate(16).putLong(bits).array()).getHostAddress() + "/64"
          : InetAddress.getByAddress(ByteBuffer.allocate(4).putInt((int) bits).array()).getHostAddress();
    } catch (java.net.UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
