package org.godwit.auth.sasl;

import java.util.EnumSet;
import org.godwit.auth.CleartextPolicy;
import org.godwit.auth.backend.Capability;

/** Logging in with tokens alone: {@code token-USER} is that user's, see {@link StubUsers}. */
public final class TokenLogins {
  private TokenLogins() {}

  /** For the servers of tests. */
  public static LoginMethods open() {
    var users = new StubUsers();
    users.capabilities = EnumSet.of(Capability.TOKEN);
    return LoginMethods.of(users.setup(), CleartextPolicy.LOOPBACK);
  }
}
