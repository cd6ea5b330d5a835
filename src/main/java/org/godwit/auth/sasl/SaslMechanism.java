package org.godwit.auth.sasl;

import org.godwit.auth.ClientChannel;

/** One way to log in with SASL (RFC 4422). Shared by all connections. */
public interface SaslMechanism {
  /** The registered name, in upper case. */
  String name();

  /** Whether the client's secret crosses the network as it is: then only where {@link ClientChannel#isPasswordAllowed}. */
  boolean isCleartext();

  /** Whether the back ends and the configuration can serve it now. */
  default boolean isServed() {
    return true;
  }

  /** Whether it can work on such a channel: some need TLS, or a certificate of the client. */
  default boolean suits(ClientChannel channel) {
    return true;
  }

  /**
   * Begins to log a client in.
   *
   * @param channel how the client reaches the server
   */
  SaslExchange begin(ClientChannel channel);
}
