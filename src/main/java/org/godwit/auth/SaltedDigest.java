package org.godwit.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.codec.digest.DigestUtils;
import org.godwit.auth.PasswordHash.Matching;
import org.godwit.auth.PasswordHash.UnusableHash;

/** SHA-1, SHA-256 and SHA-512, bare or with the salt behind the digest ({SSHA} of RFC 2307), in base64 or hexadecimal digits. */
final class SaltedDigest {
  private SaltedDigest() {}

  static Matching matching(String algorithm, boolean salted, String encoding, String hash) throws UnusableHash {
    byte[] bytes = decode(encoding, hash);
    int digestBytes = DigestUtils.getDigest(algorithm).getDigestLength();
    if (salted ? bytes.length <= digestBytes : bytes.length != digestBytes) {
      throw new UnusableHash("not a digest of " + algorithm + (salted ? " and a salt" : ""));
    }
    byte[] expected = Arrays.copyOf(bytes, digestBytes);
    byte[] salt = Arrays.copyOfRange(bytes, digestBytes, bytes.length);
    return password -> {
      MessageDigest digest = DigestUtils.getDigest(algorithm);
      digest.update(password.getBytes(StandardCharsets.UTF_8));
      return MessageDigest.isEqual(expected, digest.digest(salt));
    };
  }

  private static byte[] decode(String encoding, String hash) throws UnusableHash {
    try {
      return "hex".equalsIgnoreCase(encoding) ? HexFormat.of().parseHex(hash.toLowerCase(Locale.ROOT)) : Base64.getDecoder().decode(hash);
    } catch (IllegalArgumentException damaged) {
      throw new UnusableHash("neither base64 nor, with .hex, hexadecimal digits");
    }
  }
}
