package org.godwit.wire;

import java.net.InetAddress;

/**
 * Where a connection comes from.
 *
 * @param address the client's address, as it stands behind proxies that are trusted; {@code 0.0.0.0} if it has none
 * @param isProxied whether the connection came through such a proxy
 * @param isTlsBefore whether the client speaks TLS with that proxy, which ends it
 */
public record Origin(InetAddress address, boolean isProxied, boolean isTlsBefore) {

  /** Whoever is at the other end of the socket. */
  static Origin direct(InetAddress address) {
    return new Origin(address, false, false);
  }

  /** Whether nothing that is sent leaves this machine. Behind a proxy that is never known. */
  public boolean isThisMachine() {
    return !isProxied && address.isLoopbackAddress();
  }
}
