package org.godwit.auth.backend;

import java.util.Optional;
import org.godwit.auth.UserName;

/** What a back end says about the existence of a user. */
public sealed interface Lookup {
  /**
   * There is such a user.
   *
   * @param user   the name of the account
   * @param secret of the kind that was asked for, if the user has one
   */
  record Found(UserName user, Optional<Secret> secret) implements Lookup {}

  /** There is none here. */
  record NotFound() implements Lookup {}

  /**
   * It could not be found out now.
   *
   * @param reason       for the log, one line
   * @param onlyThisUser the back end is well, and can answer for others, or does not look users up at all
   */
  record Unavailable(String reason, boolean onlyThisUser) implements Lookup {
    /** Something is the matter with the back end. */
    public Unavailable(String reason) {
      this(reason, false);
    }
  }
}
