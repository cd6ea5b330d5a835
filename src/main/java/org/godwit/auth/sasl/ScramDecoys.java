package org.godwit.auth.sasl;

import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ScramMechanism;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.godwit.auth.Password;

/**
 * Salts for users of whom no verifier is stored, always the same for a name as long as the server keeps its key: those whose
 * password is known as it is, and, indistinguishable from them, those who do not exist.
 */
final class ScramDecoys {
  private static final int SALT_BYTES = 16;

  private final byte[] key;

  /** @param key the server's secret */
  ScramDecoys(byte[] key) {
    this.key = key.clone();
  }

  byte[] salt(String user) {
    return Arrays.copyOf(derived("scram-salt:" + user), SALT_BYTES);
  }

  /** Nobody's. */
  Password password() {
    return Password.of(Base64.getEncoder().encodeToString(derived("nobody's password")));
  }

  private byte[] derived(String text) {
    return ScramFunctions.hmac(ScramMechanism.SCRAM_SHA_256, key, text.getBytes(StandardCharsets.UTF_8));
  }
}
