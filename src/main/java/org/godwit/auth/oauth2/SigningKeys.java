package org.godwit.auth.oauth2;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.NoSuchKeyIdException;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * The keys that a provider signs with at some time (a JWK Set, RFC 7517), for {@link JWTAuth} to check signatures with. Only public
 * parts of keys for the allowed algorithms get there: no secret key, no certificate, nothing that is meant for encryption. Immutable, safe from any
 * thread.
 */
final class SigningKeys {
  private static final int KEYS_MAX = 100;
  private static final int RSA_BITS_MIN = 2048;
  private static final List<String> PUBLIC_PARTS = List.of("kty", "kid", "n", "e", "crv", "x", "y");

  private final JWTAuth signatures;

  private SigningKeys(JWTAuth signatures) {
    this.signatures = signatures;
  }

  /** What the keys say about a token. */
  sealed interface Outcome {
    /** The provider has signed these claims. */
    record Signed(JsonObject claims) implements Outcome {}

    /** The key that it names is not among these. */
    record UnknownKey() implements Outcome {}

    /** It is not signed by the key that it names. */
    record Wrong() implements Outcome {}
  }

  /**
   * The usable keys of a set.
   *
   * @throws ProviderFailure if it has none
   */
  static SigningKeys of(JsonObject set, Set<SignatureAlgorithm> allowed, Vertx vertx) throws ProviderFailure {
    var usable = new ArrayList<JsonObject>();
    if (set.getValue("keys") instanceof JsonArray keys && keys.size() <= KEYS_MAX) {
      keys.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast).filter(SigningKeys::isForSigning)
          .forEach(key -> SignatureAlgorithm.of(key, allowed).forEach(algorithm -> usable.add(publicKey(key, algorithm))));
    }
    if (usable.isEmpty()) {
      throw new ProviderFailure("the provider's key set has no key that can be used");
    }
    var options = new JWTAuthOptions().setJwks(usable).setJWTOptions(new JWTOptions().setIgnoreExpiration(true));
    return new SigningKeys(JWTAuth.create(vertx, options));
  }

  private static boolean isForSigning(JsonObject key) {
    Object use = key.getValue("use");
    return (use == null || use.equals("sig")) && (!"RSA".equals(key.getValue("kty")) || bits(key.getValue("n")) >= RSA_BITS_MIN);
  }

  private static int bits(Object modulus) {
    try {
      return modulus instanceof String text ? new BigInteger(1, Base64.getUrlDecoder().decode(text)).bitLength() : 0;
    } catch (IllegalArgumentException notBase64) {
      return 0;
    }
  }

  private static JsonObject publicKey(JsonObject key, SignatureAlgorithm algorithm) {
    var bare = new JsonObject().put("alg", algorithm.name());
    PUBLIC_PARTS.stream().filter(part -> key.getValue(part) instanceof String).forEach(part -> bare.put(part, key.getValue(part)));
    return bare;
  }

  /** Checks a token's signature and nothing else; computes for a fraction of a millisecond. */
  Outcome verify(SignedToken token) {
    try {
      Future<User> outcome = signatures.authenticate(new TokenCredentials(token.text()));
      if (outcome.succeeded()) {
        return new Outcome.Signed(outcome.result().attributes().getJsonObject("accessToken"));
      }
      return outcome.cause() instanceof NoSuchKeyIdException ? new Outcome.UnknownKey() : new Outcome.Wrong();
    } catch (RuntimeException malformed) {
      return new Outcome.Wrong();
    }
  }
}
