package org.godwit.auth;

/** The answer to a {@link Login}. */
public sealed interface LoginResult {
  /**
   * The client is this user.
   *
   * @param user the normalised name; it names the account
   */
  record Accepted(UserName user) implements LoginResult {}

  /** Wrong user name or password, or not allowed to act for the other; which of them is not told (AUTHENTICATIONFAILED). */
  record Rejected() implements LoginResult {}

  /**
   * It could not be checked now; the password may be right (UNAVAILABLE).
   *
   * @param reason for the log, one line
   */
  record Unavailable(String reason) implements LoginResult {}
}
