package org.godwit.auth;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.godwit.auth.PasswordHash.Matching;
import org.godwit.auth.PasswordHash.UnusableHash;

/** bcrypt, {@code $2a$}, {@code $2b$} and {@code $2y$}; like all others it looks at the first 72 bytes of a password only. */
final class Bcrypt {
  /** Cost 4 to 16: the upper bound is some seconds. */
  private static final Pattern FORM = Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-6])\\$[./A-Za-z0-9]{53}");

  private static final int BYTES_MAX = 72;

  private Bcrypt() {}

  static Matching matching(String hash) throws UnusableHash {
    if (!FORM.matcher(hash).matches()) {
      throw new UnusableHash("expected $2a$, $2b$ or $2y$ with a cost of 04 to 16");
    }
    return password -> {
      byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
      return OpenBSDBCrypt.checkPassword(hash, Arrays.copyOf(bytes, Math.min(bytes.length, BYTES_MAX)));
    };
  }
}
