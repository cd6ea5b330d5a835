package org.godwit.auth.otp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.sasl.AuthorizeCallback;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import org.wildfly.security.auth.callback.CredentialCallback;
import org.wildfly.security.auth.callback.CredentialUpdateCallback;
import org.wildfly.security.auth.callback.ExclusiveNameCallback;
import org.wildfly.security.credential.PasswordCredential;
import org.wildfly.security.password.interfaces.OneTimePassword;
import org.wildfly.security.sasl.otp.OTPSaslServerFactory;

/**
 * One challenge and the answer to it (RFC 2243), by WildFly Elytron's server: hexadecimal digits or six words, and a new sequence
 * ({@code init-hex}, {@code init-word}) if the client wants one. One call at a time; both calls block.
 */
public final class OtpCheck {
  /** Whose name it is, is ours to know: Elytron only needs one. */
  private static final byte[] ANYBODY = "\0user".getBytes(StandardCharsets.US_ASCII);

  private final OtpState state;
  private final Advance advance;
  private SaslServer server;
  private IOException failure;

  /** Keeps the state that follows. */
  @FunctionalInterface
  public interface Advance {
    /**
     * On return it is on disk.
     *
     * @return false if somebody else has used the password
     */
    boolean to(OtpState next) throws IOException;
  }

  /** @param advance called before {@link #accepts} says yes */
  public OtpCheck(OtpState state, Advance advance) {
    this.state = state;
    this.advance = advance;
  }

  /** {@code otp-md5 499 ke1234 ext}. */
  public byte[] challenge() throws SaslException {
    server = new OTPSaslServerFactory(OtpPasswords.ELYTRON).createSaslServer("OTP", "imap", "godwit", Map.of(), this::answer);
    return server.evaluateResponse(ANYBODY);
  }

  /**
   * Whether the answer is the password that was asked for; then nobody can use it again.
   *
   * @throws IOException if that could not be made sure of
   */
  public boolean accepts(byte[] response) throws IOException {
    try {
      server.evaluateResponse(response);
      return server.isComplete();
    } catch (SaslException | RuntimeException wrong) {
      if (failure != null) {
        throw failure;
      }
      return false;
    } finally {
      server.dispose();
    }
  }

  private void answer(Callback[] callbacks) throws SaslException {
    for (Callback callback : callbacks) {
      switch (callback) {
        case ExclusiveNameCallback name -> name.setExclusiveAccess(true);
        case CredentialCallback credential -> credential.setCredential(new PasswordCredential(
            OneTimePassword.createRaw(state.algorithm(), state.hash(), state.seed(), state.sequence())));
        case CredentialUpdateCallback update -> advance(update.getCredential(PasswordCredential.class).getPassword(OneTimePassword.class));
        case AuthorizeCallback authorize -> authorize.setAuthorized(true);
        default -> { }
      }
    }
  }

  private void advance(OneTimePassword next) throws SaslException {
    try {
      if (!advance.to(OtpPasswords.of(next))) {
        throw new SaslException("used already");
      }
    } catch (SaslException refused) {
      throw refused;
    } catch (IOException failed) {
      failure = failed;
      throw new SaslException("not kept", failed);
    }
  }
}
