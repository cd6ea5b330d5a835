package org.godwit.auth.oauth2;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.BearerToken;
import org.godwit.auth.backend.Capability;
import org.godwit.auth.backend.CredentialBackend;
import org.godwit.auth.backend.Lookup;
import org.godwit.auth.backend.SecretKind;
import org.godwit.auth.backend.TokenAdvice;
import org.godwit.auth.backend.Verdict;
import org.godwit.auth.backend.WorkQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users of an OAuth 2.0 or OpenID Connect provider: whoever brings a bearer token that it stands behind. It cannot tell whether
 * there is a user without one. The provider need not be there when Godwit starts.
 */
public final class OAuth2Backend implements CredentialBackend {
  private static final Logger LOG = LoggerFactory.getLogger(OAuth2Backend.class);
  private static final Set<Capability> TOKEN = EnumSet.of(Capability.TOKEN);

  private final TokenCheck tokens;
  private final TokenAdvice advice;
  private final boolean usersAreListed;
  private final ProviderHttp http;
  private final WorkQueue work;

  /**
   * What {@link OAuth2Setup} has put together; http and work are closed with it.
   *
   * @param usersAreListed whether another back end knows all users
   */
  OAuth2Backend(TokenCheck tokens, TokenAdvice advice, boolean usersAreListed, ProviderHttp http, WorkQueue work) {
    this.tokens = tokens;
    this.advice = advice;
    this.usersAreListed = usersAreListed;
    this.http = http;
    this.work = work;
  }

  /** Asks the provider for what is needed before the first token comes; if it does not answer, the log says so. */
  OAuth2Backend prepared() {
    tokens.prepare().subscribe().with(ready -> LOG.info("The OAuth 2.0 provider answers"),
        down -> LOG.warn("The OAuth 2.0 provider does not answer yet ({}); until it does, logins with tokens are told to try again later",
            down.getMessage()));
    return this;
  }

  @Override
  public String name() {
    return "oauth2";
  }

  @Override
  public Set<Capability> capabilities() {
    return TOKEN;
  }

  @Override
  public Uni<Verdict> verifyToken(BearerToken token) {
    return Uni.createFrom().deferred(() -> tokens.check(token)).onFailure().recoverWithItem(fault -> new Verdict.Unavailable(reason(fault)));
  }

  private static String reason(Throwable fault) {
    return switch (fault) {
      case ProviderFailure down -> "the OAuth 2.0 provider: " + down.getMessage();
      case RejectedExecutionException full -> "too many logins are waiting";
      case IOException unreadable -> "the client secret for the OAuth 2.0 provider cannot be read: " + unreadable.getMessage();
      default -> {
        LOG.error("A token could not be checked", fault);
        yield "internal error";
      }
    };
  }

  /** A provider has nothing to ask about a user who is not there: the answer is left open, unless others know. */
  @Override
  public Uni<Lookup> lookUp(UserName user, SecretKind wanted) {
    return Uni.createFrom().item(usersAreListed || wanted != SecretKind.NONE ? new Lookup.NotFound()
        : new Lookup.Unavailable("oauth2: users are not known before they log in", true));
  }

  @Override
  public TokenAdvice tokenAdvice() {
    return advice;
  }

  @Override
  public void close() {
    http.close();
    work.close();
  }
}
