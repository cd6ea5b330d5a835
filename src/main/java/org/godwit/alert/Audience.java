package org.godwit.alert;

import java.util.Optional;

/**
 * Whom an alert is for.
 *
 * @param user the normalised name of one user, or empty for everybody who is logged in
 */
public record Audience(Optional<String> user) {

  /** Everybody who is logged in. */
  public static final Audience EVERYBODY = new Audience(Optional.empty());

  /** One user, in all their sessions. */
  public static Audience of(String user) {
    return new Audience(Optional.of(user));
  }

  /** Whether it is for this user. */
  public boolean includes(String name) {
    return user.isEmpty() || user.get().equals(name);
  }
}
