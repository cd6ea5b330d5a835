package org.godwit.auth.login;

import java.util.Optional;
import org.godwit.auth.ClientChannel;
import org.godwit.auth.UserName;

/**
 * Who claims what: nothing of it is checked yet.
 *
 * @param channel         how the client reaches the server
 * @param mechanism       the command or SASL mechanism, for the log
 * @param user            whose secret it is, as the client wrote it; empty if the mechanism does not tell before the secret is checked
 * @param authorizationId whom to act for, or empty for oneself
 */
public record LoginAttempt(ClientChannel channel, String mechanism, String user, String authorizationId) {
  /** The normalised name; empty if no user can have it. */
  public Optional<UserName> userName() {
    return UserName.parse(user);
  }
}
