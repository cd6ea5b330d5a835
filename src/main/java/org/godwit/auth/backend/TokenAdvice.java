package org.godwit.auth.backend;

import java.util.Optional;

/**
 * What a client whose token is refused is told, so that it can get a better one (RFC 7628, 3.2.2).
 *
 * @param scope         what the token has to be good for, if that matters
 * @param configuration the address of the provider's description (OpenID Connect Discovery), if it has one
 */
public record TokenAdvice(Optional<String> scope, Optional<String> configuration) {
  /** Nothing to tell. */
  public static final TokenAdvice NONE = new TokenAdvice(Optional.empty(), Optional.empty());
}
