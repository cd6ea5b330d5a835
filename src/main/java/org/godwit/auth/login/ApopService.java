package org.godwit.auth.login;

import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.godwit.auth.Apop;
import org.godwit.auth.ClientChannel;
import org.godwit.auth.LoginResult;
import org.godwit.auth.Password;
import org.godwit.auth.backend.Capability;
import org.godwit.auth.backend.CredentialBackend;
import org.godwit.auth.backend.Lookup;
import org.godwit.auth.backend.Secret;
import org.godwit.auth.backend.SecretKind;
import org.godwit.auth.backend.Verdict;

/** APOP over the back ends that know passwords as they are. */
public final class ApopService implements Apop {
  private final LoginService logins;
  private final CredentialBackend users;

  /**
   * @param logins ends every attempt
   * @param users  where users live
   */
  public ApopService(LoginService logins, CredentialBackend users) {
    this.logins = logins;
    this.users = users;
  }

  @Override
  public boolean isServed() {
    return users.capabilities().contains(Capability.CLEAR_PASSWORD);
  }

  @Override
  public Uni<LoginResult> login(String user, String timestamp, String digest, ClientChannel channel) {
    var attempt = new LoginAttempt(channel, "APOP", user, "");
    Uni<Verdict> unknown = Uni.createFrom().item(new Verdict.UnknownUser());
    return logins.decide(attempt, attempt.userName().map(name -> users.lookUp(name, SecretKind.CLEAR_PASSWORD)
        .map(found -> verdict(found, timestamp, digest))).orElse(unknown));
  }

  private static Verdict verdict(Lookup lookup, String timestamp, String digest) {
    return switch (lookup) {
      case Lookup.Found(var user, Optional<Secret> secret) when secret.orElse(null) instanceof Secret.Clear clear ->
          isSame(digest(timestamp, clear.password()), digest) ? new Verdict.Accepted(user) : new Verdict.Rejected();
      // it has no password that could be compared: as if it were not there
      case Lookup.Found other -> new Verdict.UnknownUser();
      case Lookup.NotFound none -> new Verdict.UnknownUser();
      case Lookup.Unavailable why -> new Verdict.Unavailable(why.reason(), why.onlyThisUser());
    };
  }

  private static String digest(String timestamp, Password password) {
    try {
      byte[] octets = (timestamp + password.text()).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(octets));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has MD5", impossible);
    }
  }

  private static boolean isSame(String expected, String digest) {
    return MessageDigest.isEqual(expected.getBytes(StandardCharsets.US_ASCII),
        digest.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
  }
}
