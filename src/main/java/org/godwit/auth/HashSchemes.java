package org.godwit.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import org.godwit.auth.PasswordHash.Matching;
import org.godwit.auth.PasswordHash.UnusableHash;

/** The schemes that the user file knows, by the names that Dovecot gives them. */
final class HashSchemes {
  private HashSchemes() {}

  /**
   * The scheme's way to compare with this hash.
   *
   * @param scheme   its name, in any case
   * @param encoding the name behind a dot: {@code b64}, {@code base64} or {@code hex}, or null for the scheme's own
   * @param hash     what follows the braces
   */
  static Matching matching(String scheme, String encoding, String hash) throws UnusableHash {
    String name = scheme.toUpperCase(Locale.ROOT);
    return switch (name) {
      case "PLAIN", "CLEAR", "CLEARTEXT" -> plain(hash);
      case "CRYPT" -> crypt(hash);
      case "SHA256-CRYPT", "SHA512-CRYPT", "MD5-CRYPT", "DES-CRYPT" -> UnixCrypt.matching(hash);
      case "BLF-CRYPT", "BCRYPT" -> Bcrypt.matching(hash);
      case "ARGON2I", "ARGON2D", "ARGON2ID", "ARGON2" -> Argon2.matching(hash);
      case "PBKDF2" -> hash.startsWith("$1$") ? DovecotPbkdf2.matching(hash) : VertxHash.matching(hash);
      case "SHA", "SHA1", "SSHA" -> SaltedDigest.matching("SHA-1", name.startsWith("SS"), encoding, hash);
      case "SHA256", "SSHA256" -> SaltedDigest.matching("SHA-256", name.startsWith("SS"), encoding, hash);
      case "SHA512", "SSHA512" -> SaltedDigest.matching("SHA-512", name.startsWith("SS"), encoding, hash);
      case "SCRAM-SHA-1" -> ScramVerifier.parse(ScramVerifier.Hash.SHA_1, hash).matching();
      case "SCRAM-SHA-256" -> ScramVerifier.parse(ScramVerifier.Hash.SHA_256, hash).matching();
      default -> throw new UnusableHash("the scheme {" + name + "} is not supported");
    };
  }

  /** What crypt(3) of a modern system takes: the prefix names the method. */
  private static Matching crypt(String hash) throws UnusableHash {
    if (hash.startsWith("$2")) {
      return Bcrypt.matching(hash);
    }
    if (hash.startsWith("$argon2")) {
      return Argon2.matching(hash);
    }
    return VertxHash.isOne(hash) ? VertxHash.matching(hash) : UnixCrypt.matching(hash);
  }

  private static Matching plain(String expected) {
    byte[] bytes = expected.getBytes(StandardCharsets.UTF_8);
    return password -> MessageDigest.isEqual(bytes, password.getBytes(StandardCharsets.UTF_8));
  }
}
