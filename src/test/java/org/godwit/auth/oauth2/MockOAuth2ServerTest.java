package org.godwit.auth.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.token.KeyProvider;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.BearerToken;
import org.godwit.auth.backend.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider that nobody here wrote: discovery, keys, introspection and tokens of no.nav.security:mock-oauth2-server. */
class MockOAuth2ServerTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Vertx VERTX = Vertx.vertx();

  @TempDir
  Path directory;

  @AfterAll
  static void closeVertx() throws Exception {
    VERTX.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private static MockOAuth2Server server(String algorithm) {
    var keys = new KeyProvider(List.of(), algorithm);
    var server = new MockOAuth2Server(new OAuth2Config(false, null, null, false, new OAuth2TokenProvider(keys)));
    server.start();
    return server;
  }

  private static String token(MockOAuth2Server server, String audience) {
    return server.issueToken("mail", "alice", audience, Map.of("preferred_username", "alice", "scope", "openid mail")).serialize();
  }

  private static Verdict verify(OAuth2Backend backend, String token) {
    return backend.verifyToken(new BearerToken(token, Optional.empty())).await().atMost(LONG);
  }

  private OAuth2Backend open(MockOAuth2Server server, String... more) {
    var settings = new ArrayList<>(List.of("issuer", server.issuerUrl("mail").toString(), "audiences", "godwit", "timeoutMs", "60000"));
    settings.addAll(List.of(more));
    return OAuth2Setup.open(OAuth2TestSettings.of(settings.toArray(String[]::new)), directory, VERTX, 100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "ES256"})
  void its_tokens_log_in(String algorithm) {
    MockOAuth2Server server = server(algorithm);
    try (OAuth2Backend backend = open(server)) {
      assertThat(verify(backend, token(server, "godwit"))).isEqualTo(new Verdict.Accepted(new UserName("alice"), UserName.parse("alice")));
      assertThat(verify(backend, token(server, "wiki"))).isEqualTo(new Verdict.Rejected("token for another audience"));
      assertThat(verify(backend, server.issueToken("other", "alice", "godwit", Map.of("preferred_username", "alice")).serialize()))
          .isEqualTo(new Verdict.UnknownUser("token of another issuer"));
    } finally {
      server.shutdown();
    }
  }

  @Test
  void it_is_asked_about_its_tokens() throws Exception {
    Files.writeString(directory.resolve("secret"), "secret\n");
    MockOAuth2Server server = server("RS256");
    try (OAuth2Backend backend = open(server, "validate", "introspection", "clientId", "godwit", "clientSecretFile", "secret", "userClaim", "sub",
        "audiences", "", "scopes", "mail")) {
      String token = token(server, "godwit");
      assertThat(verify(backend, token)).isEqualTo(new Verdict.Accepted(new UserName("alice"), UserName.parse("alice")));
      assertThat(verify(backend, token.substring(0, token.length() - 8) + "AAAAAAAA")).isInstanceOf(Verdict.UnknownUser.class);
      assertThat(verify(backend, "made-up")).isInstanceOf(Verdict.UnknownUser.class);
    } finally {
      server.shutdown();
    }
  }
}
