package org.godwit.auth;

import io.smallrye.mutiny.Uni;

/** Checks a digest of a shared secret and a timestamp (RFC 1939, 7: APOP). Safe from any thread, never blocks the caller. */
public interface Apop {

  /** Whether there are users whose passwords the server knows as they are. */
  boolean isServed();

  /**
   * Checks a digest.
   *
   * @param user as the client wrote it
   * @param timestamp of the greeting, with its angle brackets
   * @param digest MD5 in hexadecimal, as the client wrote it
   * @param channel how the client reaches the server
   * @return never fails; as {@link Authenticator#login}
   */
  Uni<LoginResult> login(String user, String timestamp, String digest, ClientChannel channel);
}
