package org.godwit.auth.sasl;

import java.util.List;
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

  /** Everything that the setup can serve. */
  public static LoginMethods of(SaslSetup setup, CleartextPolicy cleartext) {
    return new LoginMethods(setup.logins(), new SaslMechanisms(MechanismCatalogue.of(setup)), cleartext);
  }

  /** The names of all mechanisms that a setup may name. */
  public static List<String> names(SaslSetup setup) {
    return MechanismCatalogue.names(setup);
  }

  /** Whether anybody can log in, on TLS at least. */
  public boolean isAny() {
    return cleartext != CleartextPolicy.NEVER || mechanisms.isAnyPrivate();
  }
}
