package org.godwit.tool;

import java.util.Arrays;
import java.util.Locale;
import org.godwit.auth.Password;
import org.godwit.auth.PasswordHash;
import org.godwit.auth.PasswordHash.Scheme;
import picocli.CommandLine.Option;

/** {@code --scheme}: how a new password is kept. */
final class SchemeOption {

  @Option(names = "--scheme", paramLabel = "SCHEME", defaultValue = "PBKDF2",
      description = "How it is kept: PBKDF2 (the default), SCRAM-SHA-256, SCRAM-SHA-1, or PLAIN, which CRAM-MD5 and APOP need.")
  private String scheme;

  /** The entry for a password. */
  PasswordHash hash(Password password) {
    Scheme wanted = Arrays.stream(Scheme.values()).filter(each -> each.text().equals(scheme.toUpperCase(Locale.ROOT))).findFirst()
        .orElseThrow(() -> new ToolFailure("--scheme: expected PBKDF2, SCRAM-SHA-256, SCRAM-SHA-1 or PLAIN"));
    try {
      return PasswordHash.of(password, wanted);
    } catch (IllegalArgumentException unwritable) {
      throw new ToolFailure(unwritable.getMessage());
    }
  }
}
