package org.godwit.auth.backend;

import org.godwit.auth.UserName;

/** What a back end says about a password or token. */
public sealed interface Verdict {
  /**
   * It is right.
   *
   * @param user whose it is; also the name of the account. A back end may give another name than it was asked for (an alias)
   */
  record Accepted(UserName user) implements Verdict {}

  /**
   * The back end knows the user, and it is wrong: no other back end is asked.
   *
   * @param reason for the log, one line
   */
  record Rejected(String reason) implements Verdict {
    /** The secret is wrong. */
    public Rejected() {
      this("wrong secret");
    }
  }

  /** No user of this back end, or it cannot tell that from a wrong password: the next back end is asked. */
  record UnknownUser() implements Verdict {}

  /**
   * It could not be checked now, and may be right. Later back ends are asked; if none of them accepts, the client is told to try
   * again later.
   *
   * @param reason       for the log, one line
   * @param onlyThisUser the back end is well, and can answer for others
   */
  record Unavailable(String reason, boolean onlyThisUser) implements Verdict {
    /** Something is the matter with the back end. */
    public Unavailable(String reason) {
      this(reason, false);
    }
  }
}
