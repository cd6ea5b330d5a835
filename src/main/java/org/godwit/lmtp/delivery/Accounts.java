package org.godwit.lmtp.delivery;

import io.smallrye.mutiny.Uni;
import org.godwit.auth.UserName;

/** Knows which users there are. Any event loop; never blocks it. */
@FunctionalInterface
public interface Accounts {

  /** What is known about a name. */
  sealed interface Answer {
    /** A user's. @param account the name of the account */
    record Exists(UserName account) implements Answer {}

    /** Nobody's. */
    record Nobody() implements Answer {}

    /** There may be such a user: some of those who log in are not known before. @param reason one line */
    record Untold(String reason) implements Answer {}
  }

  /** The account of the user. Fails if nothing can be told now. */
  Uni<Answer> find(UserName user);
}
