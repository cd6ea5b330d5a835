package org.godwit.auth.oauth2;

import io.smallrye.mutiny.Uni;
import org.godwit.auth.backend.BearerToken;
import org.godwit.auth.backend.Verdict;

/** One way to find out what a token is worth. Safe from any thread, never blocks. */
interface TokenCheck {
  /** Whether it is right, and whose it is. Fails with what keeps it from being known. */
  Uni<Verdict> check(BearerToken token);

  /** Finds out what has to be known of the provider before the first token comes. Fails if it cannot be. */
  Uni<Void> prepare();
}
