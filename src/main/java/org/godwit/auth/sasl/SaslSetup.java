package org.godwit.auth.sasl;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.Capability;
import org.godwit.auth.backend.CredentialBackend;
import org.godwit.auth.backend.WorkQueue;
import org.godwit.auth.login.LoginService;

/**
 * What the mechanisms work with.
 *
 * @param logins    decides every attempt
 * @param users     where users live
 * @param work      for what computes or blocks
 * @param names     mechanisms that are offered, or empty: each that every user of some back end can use
 * @param anonymous the account of clients without a name
 * @param keytab    keys of the Kerberos services
 */
public record SaslSetup(LoginService logins, CredentialBackend users, WorkQueue work, List<String> names, Optional<UserName> anonymous,
    Optional<Path> keytab) {
  public SaslSetup {
    names = List.copyOf(names);
  }

  /**
   * Whether mechanisms that need this can be offered: a client takes the strongest it sees and gives up when that fails, so all
   * users of a back end must be able to use it, unless the configuration names it.
   */
  boolean can(Capability needed) {
    return (names.isEmpty() ? users.capabilities() : users.partialCapabilities()).contains(needed);
  }
}
