package org.godwit.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Crypt;
import org.apache.commons.codec.digest.Md5Crypt;
import org.godwit.auth.PasswordHash.Matching;
import org.godwit.auth.PasswordHash.UnusableHash;

/** crypt(3): SHA-256 ($5$), SHA-512 ($6$), and, for passwords brought from old systems, MD5 ($1$, Apache's $apr1$) and DES. */
final class UnixCrypt {
  private static final Pattern FORM = Pattern.compile("\\$[56]\\$(rounds=[0-9]{1,7}\\$)?[./A-Za-z0-9]{0,16}\\$[./A-Za-z0-9]{43,86}"
      + "|\\$(1|apr1)\\$[./A-Za-z0-9]{0,8}\\$[./A-Za-z0-9]{22}|[./A-Za-z0-9]{13}");

  private UnixCrypt() {}

  static Matching matching(String hash) throws UnusableHash {
    if (!FORM.matcher(hash).matches()) {
      throw new UnusableHash(hash.startsWith("$y$") ? "yescrypt is not supported" : "not a hash of crypt(3) that is supported");
    }
    byte[] expected = hash.getBytes(StandardCharsets.US_ASCII);
    UnaryOperator<String> method = hash.startsWith("$apr1$") ? password -> Md5Crypt.apr1Crypt(password, hash) : password -> Crypt.crypt(password, hash);
    return password -> MessageDigest.isEqual(expected, method.apply(password).getBytes(StandardCharsets.US_ASCII));
  }
}
