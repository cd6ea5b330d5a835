package org.godwit.auth;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.godwit.auth.PasswordHash.UnusableHash;
import org.godwit.auth.backend.Capability;
import org.godwit.auth.backend.Secret;
import org.godwit.auth.backend.SecretKind;

/** What an entry of the user file is good for besides comparing passwords. */
final class StoredSecrets {
  private static final Set<Capability> CLEAR = EnumSet.of(Capability.CLEAR_PASSWORD, Capability.SCRAM_SHA_1, Capability.SCRAM_SHA_256);
  private static final Set<Capability> NOTHING = EnumSet.noneOf(Capability.class);

  private StoredSecrets() {}

  /** Which kinds of secret the entry {@code {SCHEME}text} yields. */
  static Set<Capability> kinds(String entry) {
    return switch (scheme(entry)) {
      case "PLAIN", "CLEAR", "CLEARTEXT" -> CLEAR;
      case "SCRAM-SHA-1" -> EnumSet.of(Capability.SCRAM_SHA_1);
      case "SCRAM-SHA-256" -> EnumSet.of(Capability.SCRAM_SHA_256);
      default -> NOTHING;
    };
  }

  /**
   * The secret of a kind, if the entry has it.
   *
   * @throws UnusableHash if it should have, but is damaged
   */
  static Optional<Secret> secret(String entry, SecretKind wanted) throws UnusableHash {
    if (!kinds(entry).contains(wanted.capability())) {
      return Optional.empty();
    }
    String text = entry.substring(entry.indexOf('}') + 1);
    return Optional.of(switch (scheme(entry)) {
      case "SCRAM-SHA-1" -> new Secret.Scram(ScramVerifier.parse(ScramVerifier.Hash.SHA_1, text));
      case "SCRAM-SHA-256" -> new Secret.Scram(ScramVerifier.parse(ScramVerifier.Hash.SHA_256, text));
      default -> new Secret.Clear(Password.of(text));
    });
  }

  private static String scheme(String entry) {
    int end = entry.indexOf('}');
    return entry.startsWith("{") && end > 0 ? entry.substring(1, end).toUpperCase(Locale.ROOT) : "";
  }
}
