package org.godwit.auth.ldap;

import java.time.Duration;
import org.godwit.auth.Password;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.Lookup;
import org.godwit.auth.backend.SecretKind;
import org.godwit.auth.backend.Verdict;

/** A back end, asked so that a test waits for the answer. */
record LdapAsked(LdapBackend backend) {
  private static final Duration LONG = Duration.ofSeconds(60);

  Verdict verify(String user, String password) {
    return backend.verify(new UserName(user), Password.of(password)).await().atMost(LONG);
  }

  Lookup lookUp(String user) {
    return backend.lookUp(new UserName(user), SecretKind.NONE).await().atMost(LONG);
  }
}
