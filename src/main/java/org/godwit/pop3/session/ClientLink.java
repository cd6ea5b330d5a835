package org.godwit.pop3.session;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.godwit.auth.ClientChannel;
import org.godwit.wire.gate.TurnedAway;

/** The connection as a command needs it that does more than answer: AUTH, STLS, QUIT. */
public interface ClientLink {

  /** How the client reaches the server: its address, what TLS settled, whether a password may be sent as it is. */
  ClientChannel channel();

  /**
   * The next line the client sends, without CRLF, in place of a command. What was written before is sent first. Fails with
   * {@link org.godwit.wire.ConnectionClosed}; a line longer than the bound ends the connection.
   */
  Uni<byte[]> readLine();

  /** Takes a place among the connections of a user who may log in. Returns why there is none, or empty. */
  default Optional<TurnedAway> enter(String user) {
    return Optional.empty();
  }

  /** Gives that place back: the login failed after all. */
  default void leave() {}

  /** Once the reply of this command is written, and is positive, everything is encrypted; what came in clear is thrown away. */
  void startTlsAfterReply();

  /** Once the reply of this command is written, the connection is closed. */
  void closeAfterReply();
}
