package org.godwit.auth;

import java.net.InetAddress;

/** Where a password may cross the network as it is: on TLS, and from this machine. */
public final class CleartextPolicy {
  private CleartextPolicy() {}

  /**
   * Whether a client may send its password in clear text. If not: LOGINDISABLED (RFC 9051, 6.2.3), and neither LOGIN nor
   * PLAIN is looked at (PRIVACYREQUIRED).
   *
   * @param remote the address of the client
   * @param tls    whether TLS protects the connection
   */
  public static boolean allows(InetAddress remote, boolean tls) {
    return tls || remote.isLoopbackAddress();
  }
}
