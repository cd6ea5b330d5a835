package org.godwit.auth;

import io.smallrye.mutiny.Uni;

/**
 * Tells whether somebody is who they claim to be. Safe to call from any thread, never blocks the caller.
 *
 * <p>A wrong password and an unknown user are the same answer after the same time. Who calls has made sure that the password
 * may be sent as it was ({@link CleartextPolicy}).
 */
public interface Authenticator {
  /**
   * Checks a user name and password.
   *
   * @return never fails: a fault of the back end is {@link LoginResult.Unavailable}. Emits on the Vert.x context from which
   *         it is subscribed, if there is one, otherwise on a thread of the authenticator
   */
  Uni<LoginResult> login(Login login);
}
