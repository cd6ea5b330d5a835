package org.godwit.auth.sasl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.godwit.auth.Apop;
import org.godwit.auth.CleartextPolicy;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.Capability;
import org.godwit.auth.login.ApopService;
import org.godwit.auth.otp.OtpFiles;
import org.godwit.auth.otp.OtpPasswords;
import org.godwit.auth.otp.OtpUsers;

/**
 * Logging in by every mechanism that needs no other server: users whose password is {@code secret}, {@code admin} who may act for them,
 * ANONYMOUS into {@code guest}, certificates by their common name, and one-time passwords of RFC 2289's example.
 */
public final class SaslLogins implements AutoCloseable {

  private static final String PASSWORD = "secret";

  private final StubUsers users = new StubUsers().with("admin", PASSWORD).with("guest", PASSWORD);
  private final OtpFiles otp;
  private final SaslSetup setup;

  /** @param directory for the state of one-time passwords */
  public SaslLogins(Path directory) throws IOException {
    users.capabilities = EnumSet.complementOf(EnumSet.of(Capability.TOKEN));
    otp = new OtpFiles(directory);
    // before the server first looks whether there is anybody who has them
    add("first");
    var usual = users.setup("admin");
    setup = new SaslSetup(usual.logins(), users, users.work, List.of(), new byte[32], Optional.of(new UserName("guest")),
        Optional.of(CertificateUsers.USUAL), Optional.empty(), Optional.of(new OtpUsers(otp, users.work, new byte[32])));
  }

  /** There is such a user, whose next one-time password is number 99 (RFC 2289, appendix C). */
  public void add(String user) throws IOException {
    users.with(user, PASSWORD);
    otp.set(new UserName(user), OtpPasswords.state("otp-md5", 100, "test", "This is a test."));
  }

  /** For the servers of tests. */
  public LoginMethods methods(CleartextPolicy cleartext) {
    return LoginMethods.of(setup, cleartext);
  }

  /** APOP for the same users. */
  public Apop apop() {
    return new ApopService(setup.logins(), users);
  }

  @Override
  public void close() {
    users.close();
  }
}
