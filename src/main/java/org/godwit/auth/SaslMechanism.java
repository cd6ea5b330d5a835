package org.godwit.auth;

import java.net.InetAddress;

/** One way to log in with SASL (RFC 4422). Shared by all connections. */
public interface SaslMechanism {
  /** The registered name, in upper case. */
  String name();

  /** Whether the client's secret crosses the network as it is: then only where {@link CleartextPolicy} allows. */
  boolean isCleartext();

  /**
   * Begins to log a client in.
   *
   * @param remote the address of the client
   */
  SaslExchange begin(InetAddress remote);
}
