package org.godwit.auth;

import io.vertx.ext.auth.hashing.HashingStrategy;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.godwit.auth.PasswordHash.Matching;
import org.godwit.auth.PasswordHash.UnusableHash;

/** Hashes through Vert.x Auth's hashing strategies: {@code $id$parameters$salt$hash}. PBKDF2 with HMAC-SHA-512 is what new passwords get. */
final class VertxHash {
  private static final HashingStrategy STRATEGY = HashingStrategy.load();
  private static final Pattern FORM =
      Pattern.compile("\\$(pbkdf2|sha512|sha256|sha1)\\$(it=[1-9][0-9]{0,6})?\\$[A-Za-z0-9+/=]{1,200}\\$[A-Za-z0-9+/=]{1,200}");

  /** OWASP's figure for PBKDF2-HMAC-SHA512; see also the cache of verified passwords. */
  private static final String ITERATIONS = "210000";

  private static final int SALT_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private VertxHash() {}

  static boolean isOne(String hash) {
    return FORM.matcher(hash).matches();
  }

  static Matching matching(String hash) throws UnusableHash {
    if (!isOne(hash)) {
      throw new UnusableHash("expected $pbkdf2$it=N$salt$hash, or $1$salt$rounds$hash");
    }
    return password -> STRATEGY.verify(hash, password);
  }

  static PasswordHash make(String password) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    String hash = STRATEGY.hash("pbkdf2", Map.of("it", ITERATIONS), Base64.getEncoder().withoutPadding().encodeToString(salt), password);
    return PasswordHash.of("{PBKDF2}" + hash, candidate -> STRATEGY.verify(hash, candidate));
  }
}
