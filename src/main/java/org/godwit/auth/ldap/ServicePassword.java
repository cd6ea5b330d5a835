package org.godwit.auth.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.PasswordProvider;
import com.unboundid.ldap.sdk.ResultCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The password of whoever searches, from a file that is read for each new connection: it may be replaced while the server runs. */
final class ServicePassword extends PasswordProvider {
  private static final int FILE_BYTES_MAX = 8192;

  private final Path file;

  ServicePassword(Path file) {
    this.file = file;
  }

  /** The first line of the file. */
  @Override
  public byte[] getPasswordBytes() throws LDAPException {
    try (var in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(FILE_BYTES_MAX), StandardCharsets.UTF_8);
      return text.lines().findFirst().orElse("").getBytes(StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new LDAPException(ResultCode.LOCAL_ERROR, "ldap.bindPasswordFile cannot be read: " + failed, failed);
    }
  }
}
