package org.godwit.auth.sasl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.godwit.auth.Authenticator;
import org.godwit.auth.ClientChannel;

/** The SASL mechanisms of a server, the preferred first; which of them serve, the back ends say. Immutable, safe on any thread. */
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

  /**
   * The mechanism of this name, in upper case, if it is served to such a client. Whether the channel is private enough for it is
   * left to the caller, who has an answer of its own for that.
   */
  public Optional<SaslMechanism> find(String name, ClientChannel channel) {
    return Optional.ofNullable(byName.get(name)).filter(mechanism -> mechanism.isServed() && mechanism.suits(channel));
  }

  /** Whether one is served that never sends a password as it is. */
  public boolean isAnyPrivate() {
    return byName.values().stream().anyMatch(mechanism -> !mechanism.isCleartext() && mechanism.isServed());
  }

  /** Names of those that may be used on such a channel. */
  public List<String> offered(ClientChannel channel) {
    boolean cleartext = channel.isPasswordAllowed();
    return byName.values().stream().filter(mechanism -> cleartext || !mechanism.isCleartext())
        .filter(mechanism -> mechanism.suits(channel) && mechanism.isServed())
        .map(SaslMechanism::name).toList();
  }
}
