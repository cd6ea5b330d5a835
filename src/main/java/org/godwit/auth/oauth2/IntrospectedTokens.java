package org.godwit.auth.oauth2;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.godwit.auth.backend.BearerToken;
import org.godwit.auth.backend.Verdict;
import org.godwit.auth.backend.WorkQueue;

/**
 * Tokens of any form: the provider is asked about each (RFC 7662). That one was right is remembered for a short time, by its
 * digest, so that a client which opens many connections costs one question.
 */
final class IntrospectedTokens implements TokenCheck {
  private final Refreshed<URI> endpoint;
  private final ProviderHttp http;
  private final Optional<ClientSecret> secret;
  private final ClaimRules rules;
  private final WorkQueue work;
  private final Cache<String, Right> right;

  /** A token that was right. @param ends by the provider's clock, in seconds */
  private record Right(Verdict verdict, long ends) {}

  IntrospectedTokens(Refreshed<URI> endpoint, ProviderHttp http, Optional<ClientSecret> secret, ClaimRules rules, WorkQueue work,
      Duration kept, int keptMax, Ticker ticker) {
    this.endpoint = endpoint;
    this.http = http;
    this.secret = secret;
    this.rules = rules;
    this.work = work;
    this.right = Caffeine.newBuilder().maximumSize(keptMax).expireAfterWrite(kept).ticker(ticker).executor(Runnable::run).build();
  }

  @Override
  public Uni<Verdict> check(BearerToken token) {
    String digest = digest(token.text());
    Right known = right.getIfPresent(digest);
    if (known != null && known.ends() + rules.skewSeconds() > rules.clock().instant().getEpochSecond()) {
      return Uni.createFrom().item(known.verdict());
    }
    String form = "token=" + URLEncoder.encode(token.text(), StandardCharsets.UTF_8) + "&token_type_hint=access_token";
    return endpoint.current().chain(uri -> work.run(this::headers).chain(headers -> http.post(uri, headers, form)))
        .map(claims -> judge(claims, digest));
  }

  private Map<String, String> headers() throws Exception {
    var headers = new HashMap<>(Map.of("Content-Type", "application/x-www-form-urlencoded"));
    if (secret.isPresent()) {
      headers.put("Authorization", secret.get().authorization());
    }
    return headers;
  }

  private Verdict judge(JsonObject claims, String digest) {
    if (!Boolean.TRUE.equals(claims.getValue("active"))) {
      return new Verdict.UnknownUser("token that the provider does not call active");
    }
    Verdict verdict = rules.judgeActive(claims);
    if (verdict instanceof Verdict.Accepted) {
      right.put(digest, new Right(verdict, claims.getValue("exp") instanceof Number end ? end.longValue() : Long.MAX_VALUE / 2));
    }
    return verdict;
  }

  private static String digest(String token) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  @Override
  public Uni<Void> prepare() {
    return endpoint.current().replaceWithVoid();
  }
}
