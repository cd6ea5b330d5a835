package org.godwit.auth.backend;

import java.util.Optional;
import org.godwit.auth.UserName;

/**
 * A bearer token (RFC 6750) as a client sent it.
 *
 * @param text    printable ASCII, at most {@value #LENGTH_MAX} characters
 * @param claimed whose it is, as the client says; a validator answers the user that the token names
 */
public record BearerToken(String text, Optional<UserName> claimed) {
  /** Longest token that is looked at. */
  public static final int LENGTH_MAX = 8192;

  @Override
  public String toString() {
    return "token";
  }
}
