package org.godwit.auth.sasl;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.godwit.auth.LoginResult;

/** One client being logged in: its responses and the server's challenges by turns. One call at a time. */
public interface SaslExchange {
  /** What comes next. */
  sealed interface Step {
    /** The client has to answer this. */
    record Challenge(byte[] octets) implements Step {}

    /** It is over. */
    record Done(LoginResult result) implements Step {}

    /** What the client sent is no response of this mechanism. */
    record Malformed() implements Step {}
  }

  /**
   * The next step.
   *
   * @param response of the client; empty at the start, if it sent none with its command
   * @return never fails
   */
  Uni<Step> next(Optional<byte[]> response);

  /** The client has given up, or is gone: there will be no further response. */
  default void abandon() {}
}
