package org.godwit.tls;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The identities a server has at a time. Immutable. */
final class Identities {

  private final List<Identity> all;
  private final Map<String, List<Identity>> byName = new HashMap<>();
  private final Map<String, Identity> byFingerprint = new HashMap<>();
  /** For clients that ask for no name, or one that no certificate has: the first, and those of the same names (RSA beside ECDSA). */
  private final List<Identity> usual;

  /** @param all the first is for clients that ask for no name or an unknown one; not empty */
  Identities(List<Identity> all) {
    this.all = List.copyOf(all);
    for (var identity : all) {
      identity.names().forEach(name -> byName.computeIfAbsent(name, absent -> new ArrayList<>()).add(identity));
      byFingerprint.putIfAbsent(identity.fingerprint(), identity);
    }
    var names = all.getFirst().names();
    usual = all.stream().filter(identity -> identity.names().equals(names)).toList();
  }

  /** All, in the order given. */
  List<Identity> all() {
    return all;
  }

  /** The one of this fingerprint, or null. */
  Identity find(String fingerprint) {
    return byFingerprint.get(fingerprint);
  }

  /**
   * What a client gets: by the exact name, else by a wildcard for its first label (RFC 9525, 6.3), else the usual one.
   *
   * @param name as the client asked for it with SNI (RFC 6066, 3)
   * @param keyType as JSSE names them: {@code EC}, {@code RSA}, {@code RSASSA-PSS}, {@code EdDSA}
   * @return empty if there is none with such a key
   */
  Optional<Identity> choose(Optional<String> name, String keyType) {
    return name.map(this::named).orElse(usual).stream().filter(identity -> fits(identity.key().getAlgorithm(), keyType)).findFirst();
  }

  private List<Identity> named(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    int dot = wanted.indexOf('.');
    var wildcard = dot > 0 ? byName.getOrDefault("*" + wanted.substring(dot), usual) : usual;
    return byName.getOrDefault(wanted, wildcard);
  }

  private static boolean fits(String algorithm, String keyType) {
    // an RSA key signs with PSS too; JSSE asks for those as RSA
    return algorithm.equals(keyType) || algorithm.startsWith("Ed") && keyType.equals("EdDSA");
  }
}
