package org.godwit.auth.backend;

import java.util.Optional;
import org.godwit.auth.UserName;

/** What a back end says about a password or token. */
public sealed interface Verdict {
  /**
   * It is right.
   *
   * @param user  whose it is; also the name of the account. A back end may give another name than it was asked for (an alias)
   * @param alias another name of the same user, that the client may have given for whom it wants to act
   */
  record Accepted(UserName user, Optional<UserName> alias) implements Verdict {
    /** A user with one name. */
    public Accepted(UserName user) {
      this(user, Optional.empty());
    }
  }

  /**
   * The back end knows the user, and it is wrong: no other back end is asked.
   *
   * @param reason     for the log, one line
   * @param lacksScope whether it is a token that is right, but not good for this: a client that is told may get a better one
   */
  record Rejected(String reason, boolean lacksScope) implements Verdict {
    /** For a reason that the log may tell. */
    public Rejected(String reason) {
      this(reason, false);
    }

    /** A wrong password. */
    public Rejected() {
      this("wrong secret");
    }
  }

  /**
   * No user of this back end, or it cannot tell that from a wrong password: the next back end is asked.
   *
   * @param reason for the log, one line
   */
  record UnknownUser(String reason) implements Verdict {
    /** Nothing more is known. */
    public UnknownUser() {
      this("unknown user or wrong secret");
    }
  }

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
