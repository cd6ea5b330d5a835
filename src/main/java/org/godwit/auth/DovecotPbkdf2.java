package org.godwit.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.godwit.auth.PasswordHash.Matching;
import org.godwit.auth.PasswordHash.UnusableHash;

/** Dovecot's {@code {PBKDF2}}: {@code $1$salt$rounds$hash}, HMAC-SHA-1, the hash in hexadecimal digits. */
final class DovecotPbkdf2 {
  private static final Pattern FORM = Pattern.compile("\\$1\\$([^$]{1,200})\\$([1-9][0-9]{0,6})\\$([0-9a-fA-F]{40})");
  private static final int HASH_BITS = 160;

  private DovecotPbkdf2() {}

  static Matching matching(String hash) throws UnusableHash {
    Matcher form = FORM.matcher(hash);
    if (!form.matches()) {
      throw new UnusableHash("expected $1$salt$rounds$hash");
    }
    byte[] salt = form.group(1).getBytes(StandardCharsets.UTF_8);
    int rounds = Integer.parseInt(form.group(2));
    byte[] expected = HexFormat.of().parseHex(form.group(3));
    return password -> MessageDigest.isEqual(expected, derive(password, salt, rounds));
  }

  private static byte[] derive(String password, byte[] salt, int rounds) {
    try {
      var key = new PBEKeySpec(password.toCharArray(), salt, rounds, HASH_BITS);
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA1").generateSecret(key).getEncoded();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has PBKDF2WithHmacSHA1", impossible);
    }
  }
}
