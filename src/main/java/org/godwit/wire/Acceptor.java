package org.godwit.wire;

import org.godwit.wire.gate.TurnedAway;

/** Who speaks a protocol with those who connect. Any event loop. */
public interface Acceptor {

  /** Bounds of each connection. */
  WireLimits limits();

  /** Whether clients of this protocol log in. */
  boolean hasLogin();

  /** What a client is told in place of a greeting that can not be let in now: a line with its CRLF, ASCII. */
  String refusal(TurnedAway why);

  /** Takes over a connection from which no command was read yet, on its event loop: in clear, or encrypted already. */
  void accept(Connection connection);
}
