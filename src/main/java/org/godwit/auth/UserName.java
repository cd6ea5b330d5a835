package org.godwit.auth;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import rocks.xmpp.precis.PrecisProfiles;

/**
 * The normalised name of a user, and of the account that is theirs: lower case, Unicode NFC, narrow forms (RFC 8265, 3.3,
 * UsernameCaseMapped). It may hold {@code @}, but never anything that means something else in a path or in the user file:
 * no {@code /}, {@code \}, {@code :}, space or control character, and no dot in front.
 *
 * @param value the name, 1 to {@value #BYTES_MAX} UTF-8 bytes
 */
public record UserName(String value) {
  /** Longest name in UTF-8 bytes: what a file name can hold, with room for a suffix. */
  public static final int BYTES_MAX = 200;

  /** Only names that {@link #parse} would return unchanged. */
  public UserName {
    if (!normalise(value).equals(Optional.of(value))) {
      throw new IllegalArgumentException("not a normalised user name");
    }
  }

  /** The name that somebody wrote, normalised; empty if no user can have it. */
  public static Optional<UserName> parse(String written) {
    return normalise(written).map(UserName::new);
  }

  private static Optional<String> normalise(String written) {
    if (written.isEmpty() || written.length() > BYTES_MAX) {
      return Optional.empty();
    }
    try {
      return Optional.of(PrecisProfiles.USERNAME_CASE_MAPPED.enforce(written)).filter(UserName::isSafe);
    } catch (RuntimeException notAllowed) {
      return Optional.empty();
    }
  }

  private static boolean isSafe(String name) {
    return !name.isEmpty() && name.getBytes(StandardCharsets.UTF_8).length <= BYTES_MAX && name.charAt(0) != '.'
        && name.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || c <= ' ' || c == 0x7F);
  }

  @Override
  public String toString() {
    return value;
  }
}
