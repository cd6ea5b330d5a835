package org.godwit.auth.sasl;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.godwit.auth.Password;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.BearerToken;
import org.godwit.auth.backend.Capability;
import org.godwit.auth.backend.CredentialBackend;
import org.godwit.auth.backend.Lookup;
import org.godwit.auth.backend.Secret;
import org.godwit.auth.backend.SecretKind;
import org.godwit.auth.backend.Timers;
import org.godwit.auth.backend.TokenAdvice;
import org.godwit.auth.backend.Verdict;
import org.godwit.auth.backend.WorkQueue;
import org.godwit.auth.login.LoginService;
import org.godwit.auth.login.ThrottleLimits;

/** Users with clear passwords or other secrets; {@code later} cannot be told about. The token of a user is {@code token-USER}; {@code narrow} lacks a scope. */
final class StubUsers implements CredentialBackend, AutoCloseable {
  final Map<UserName, Secret> secrets = new ConcurrentHashMap<>();
  Set<Capability> capabilities = EnumSet.allOf(Capability.class);
  final WorkQueue work = new WorkQueue("test-sasl", 1, 1000);

  StubUsers with(String user, String password) {
    secrets.put(new UserName(user), new Secret.Clear(Password.of(password)));
    return this;
  }

  SaslSetup setup(String... admins) {
    var limits = new ThrottleLimits(Duration.ZERO, Duration.ZERO, Duration.ofHours(1), 1000, 1000, 1000, 1000, 1000);
    var logins = new LoginService(this, Set.copyOf(List.of(admins).stream().map(UserName::new).toList()), limits, Timers.real());
    return new SaslSetup(logins, this, work, List.of(), new byte[32], Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Override
  public String name() {
    return "stub";
  }

  @Override
  public Set<Capability> capabilities() {
    return capabilities;
  }

  @Override
  public Uni<Verdict> verify(UserName user, Password password) {
    return Uni.createFrom().item(() -> {
      if (user.value().equals("later")) {
        return new Verdict.Unavailable("as asked for");
      }
      Secret secret = secrets.get(user);
      return secret == null ? new Verdict.UnknownUser()
          : secret instanceof Secret.Clear clear && clear.password().text().equals(password.text()) ? new Verdict.Accepted(user)
          : new Verdict.Rejected();
    });
  }

  @Override
  public Uni<Lookup> lookUp(UserName user, SecretKind wanted) {
    return Uni.createFrom().item(() -> user.value().equals("later") ? new Lookup.Unavailable("as asked for")
        : secrets.containsKey(user) ? new Lookup.Found(user, Optional.of(secrets.get(user))) : new Lookup.NotFound());
  }

  @Override
  public Uni<Verdict> verifyToken(BearerToken token) {
    return Uni.createFrom().item(() -> token.text().equals("token-later") ? new Verdict.Unavailable("as asked for")
        : token.text().equals("narrow") ? new Verdict.Rejected("as asked for", true)
        : token.text().startsWith("token-") ? new Verdict.Accepted(new UserName(token.text().substring(6))) : new Verdict.UnknownUser());
  }

  @Override
  public TokenAdvice tokenAdvice() {
    return new TokenAdvice(Optional.of("mail"), Optional.of("https://login.example.org/.well-known/openid-configuration"));
  }

  @Override
  public void close() {
    work.close();
  }
}
