package org.godwit.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.godwit.auth.PasswordHash.Matching;
import org.godwit.auth.PasswordHash.UnusableHash;

/** Argon2 in the PHC string format: {@code $argon2id$v=19$m=KiB,t=passes,p=lanes$salt$hash} (RFC 9106). */
final class Argon2 {
  private static final Pattern FORM = Pattern.compile(
      "\\$argon2(id|i|d)\\$(?:v=(16|19)\\$)?m=([0-9]{1,7}),t=([0-9]{1,3}),p=([0-9]{1,2})\\$([A-Za-z0-9+/]{8,200})\\$([A-Za-z0-9+/]{8,200})");

  /** Memory that one verification may take, in KiB: each hashing thread holds it for the time. */
  private static final int MEMORY_KIB_MAX = 256 << 10;

  private static final Map<String, Integer> KINDS =
      Map.of("id", Argon2Parameters.ARGON2_id, "i", Argon2Parameters.ARGON2_i, "d", Argon2Parameters.ARGON2_d);

  private Argon2() {}

  static Matching matching(String hash) throws UnusableHash {
    Matcher form = FORM.matcher(hash);
    if (!form.matches()) {
      throw new UnusableHash("expected $argon2id$v=19$m=KiB,t=passes,p=lanes$salt$hash");
    }
    int memory = Integer.parseInt(form.group(3));
    int passes = Integer.parseInt(form.group(4));
    int lanes = Integer.parseInt(form.group(5));
    if (lanes < 1 || passes < 1 || memory < 8 * lanes || memory > MEMORY_KIB_MAX) {
      throw new UnusableHash("Argon2 with m over " + MEMORY_KIB_MAX + ", or without t or p, is not supported");
    }
    Argon2Parameters parameters = new Argon2Parameters.Builder(KINDS.get(form.group(1)))
        .withVersion(form.group(2) == null ? Argon2Parameters.ARGON2_VERSION_10 : Integer.parseInt(form.group(2)))
        .withMemoryAsKB(memory).withIterations(passes).withParallelism(lanes).withSalt(decode(form.group(6))).build();
    byte[] expected = decode(form.group(7));
    return password -> MessageDigest.isEqual(expected, hash(parameters, password, expected.length));
  }

  private static byte[] hash(Argon2Parameters parameters, String password, int length) {
    var generator = new Argon2BytesGenerator();
    generator.init(parameters);
    var hash = new byte[length];
    generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
    return hash;
  }

  private static byte[] decode(String base64) throws UnusableHash {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException damaged) {
      throw new UnusableHash("salt or hash is not base64");
    }
  }
}
