package org.godwit.auth.oauth2;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Signatures that can be accepted (RFC 7518, 3.1; RFC 8037): those of public keys. There is no {@code none}, and no HMAC, for which a
 * public key would be as good as a secret one.
 */
enum SignatureAlgorithm {
  RS256("RSA", ""),
  RS384("RSA", ""),
  RS512("RSA", ""),
  PS256("RSA", ""),
  PS384("RSA", ""),
  PS512("RSA", ""),
  ES256("EC", "P-256"),
  ES384("EC", "P-384"),
  ES512("EC", "P-521"),
  EdDSA("OKP", "Ed25519");

  private final String keyType;
  private final String curve;

  SignatureAlgorithm(String keyType, String curve) {
    this.keyType = keyType;
    this.curve = curve;
  }

  /** The one of this name, as a token or a setting writes it. */
  static Optional<SignatureAlgorithm> of(String name) {
    return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst();
  }

  /** The allowed ones that a key (RFC 7517) is for: the one that it names, or else all that its type and curve suit. */
  static List<SignatureAlgorithm> of(JsonObject key, Set<SignatureAlgorithm> allowed) {
    Object named = key.getValue("alg");
    return EnumSet.copyOf(allowed).stream().filter(each -> each.suits(key) && (named == null || each.name().equals(named))).toList();
  }

  private boolean suits(JsonObject key) {
    return keyType.equals(key.getValue("kty")) && (curve.isEmpty() || curve.equals(key.getValue("crv")));
  }
}
