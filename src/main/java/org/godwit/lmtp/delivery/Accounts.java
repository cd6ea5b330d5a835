package org.godwit.lmtp.delivery;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.godwit.auth.UserName;

/** Knows which users there are. Any event loop; never blocks it. */
@FunctionalInterface
public interface Accounts {

  /** The account of the user, by the name it has; empty if there is no such user. Fails if that cannot be told now. */
  Uni<Optional<UserName>> find(UserName user);
}
