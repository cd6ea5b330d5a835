package org.godwit.wire;

/** Who speaks a protocol with those who connect. Any event loop. */
public interface Acceptor {

  /** Bounds of each connection. */
  WireLimits limits();

  /** Takes over a connection from which nothing was read yet, on its event loop: in clear, or encrypted already. */
  void accept(Connection connection);
}
