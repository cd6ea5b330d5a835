package org.godwit.auth.sasl;

import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ScramMechanism;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.godwit.auth.Password;

/**
 * Salts for users of whom no verifier is stored, always the same for a name as long as the process lives: those whose password is
 * known as it is, and, indistinguishable from them, those who do not exist.
 */
final class ScramDecoys {
  private static final int KEY_BYTES = 32;
  private static final int SALT_BYTES = 16;

  private final byte[] key = new byte[KEY_BYTES];
  private final Password password;

  ScramDecoys() {
    var random = new SecureRandom();
    random.nextBytes(key);
    var secret = new byte[KEY_BYTES];
    random.nextBytes(secret);
    password = Password.of(Base64.getEncoder().encodeToString(secret));
  }

  byte[] salt(String user) {
    return Arrays.copyOf(ScramFunctions.hmac(ScramMechanism.SCRAM_SHA_256, key, user.getBytes(StandardCharsets.UTF_8)), SALT_BYTES);
  }

  /** Nobody's. */
  Password password() {
    return password;
  }
}
