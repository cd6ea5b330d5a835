package org.godwit.auth.sasl;

import java.util.List;
import java.util.Optional;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.Capability;
import org.godwit.auth.backend.CredentialBackend;
import org.godwit.auth.backend.WorkQueue;
import org.godwit.auth.login.LoginService;
import org.godwit.auth.otp.OtpUsers;

/**
 * What the mechanisms work with.
 *
 * @param logins    decides every attempt
 * @param users     where users live
 * @param work      for what computes or blocks
 * @param names     mechanisms that are offered, or empty: each that every user of some back end can use
 * @param key       a secret of this server, from which what unknown users are shown is derived
 * @param anonymous the account of clients without a name
 * @param certificates whose a client's certificate is, if clients are asked for one
 * @param kerberos  this server in Kerberos, if it is there
 * @param otp       one-time passwords, if they can be kept
 */
public record SaslSetup(LoginService logins, CredentialBackend users, WorkQueue work, List<String> names, byte[] key,
    Optional<UserName> anonymous, Optional<CertificateUsers> certificates, Optional<KerberosService> kerberos, Optional<OtpUsers> otp) {
  public SaslSetup {
    names = List.copyOf(names);
    key = key.clone();
  }

  /** Whether the configuration lets this mechanism be offered. */
  boolean names(String mechanism) {
    return names.isEmpty() || names.contains(mechanism);
  }

  /** Whether it can be told if a user exists, which is all that mechanisms need whose secrets are elsewhere. */
  boolean canLookUp() {
    return users.partialCapabilities().contains(Capability.LOOKUP);
  }

  /**
   * Whether mechanisms that need this can be offered: a client takes the strongest it sees and gives up when that fails, so all
   * users of a back end must be able to use it, unless the configuration names it.
   */
  boolean can(Capability needed) {
    return (names.isEmpty() ? users.capabilities() : users.partialCapabilities()).contains(needed);
  }
}
