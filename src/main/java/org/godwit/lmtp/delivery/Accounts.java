package org.godwit.lmtp.delivery;

import io.smallrye.mutiny.Uni;
import org.godwit.auth.UserName;

/** Knows which users there are. Any event loop; never blocks it. */
@FunctionalInterface
public interface Accounts {

  /** Whether there is such a user. Fails if that cannot be told now. */
  Uni<Boolean> exists(UserName user);
}
