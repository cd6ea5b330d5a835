package org.godwit.auth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The SASL mechanisms that the configured back ends can serve, the preferred first. Immutable, safe on any thread. */
public final class SaslMechanisms {
  private final Map<String, SaslMechanism> byName = new LinkedHashMap<>();

  /** These, in this order. */
  public SaslMechanisms(List<SaslMechanism> mechanisms) {
    mechanisms.forEach(mechanism -> byName.put(mechanism.name(), mechanism));
  }

  /** What serves with an authenticator of names and passwords alone. */
  public static SaslMechanisms ofPasswords(Authenticator authenticator) {
    return new SaslMechanisms(List.of(new PlainMechanism(authenticator)));
  }

  /** The mechanism of this name, in upper case. */
  public Optional<SaslMechanism> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * Names of those that may be used.
   *
   * @param cleartext whether also those that send the password as it is
   */
  public List<String> offered(boolean cleartext) {
    return byName.values().stream().filter(mechanism -> cleartext || !mechanism.isCleartext()).map(SaslMechanism::name)
        .toList();
  }
}
