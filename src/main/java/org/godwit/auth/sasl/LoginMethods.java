package org.godwit.auth.sasl;

import org.godwit.auth.Authenticator;
import org.godwit.auth.CleartextPolicy;

/**
 * How users log in: what the protocols share.
 *
 * @param authenticator for names and passwords
 * @param mechanisms    SASL
 * @param cleartext     where a password may cross the network as it is
 */
public record LoginMethods(Authenticator authenticator, SaslMechanisms mechanisms, CleartextPolicy cleartext) {

  /** What there is with names and passwords alone. */
  public static LoginMethods ofPasswords(Authenticator authenticator, CleartextPolicy cleartext) {
    return new LoginMethods(authenticator, SaslMechanisms.ofPasswords(authenticator), cleartext);
  }

  /** Whether anybody can log in, on TLS at least. */
  public boolean isAny() {
    return cleartext != CleartextPolicy.NEVER || mechanisms.isAnyPrivate();
  }
}
