package org.godwit.auth.oauth2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SelfSignedCertificate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.BackendSetupException;
import org.godwit.auth.backend.BearerToken;
import org.godwit.auth.backend.Capability;
import org.godwit.auth.backend.TokenAdvice;
import org.godwit.auth.backend.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OAuth2BackendTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Vertx VERTX = Vertx.vertx();
  private static final TestKey KEY = TestKey.of("k1", "RS256");
  private static final TestKey OTHER = TestKey.of("k2", "ES256");
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  @TempDir
  Path directory;

  private final TestProvider provider = new TestProvider(VERTX);
  private final AtomicLong nanos = new AtomicLong();
  private volatile Instant now = Instant.parse("2026-11-23T00:00:00Z");
  private final List<OAuth2Backend> opened = new ArrayList<>();

  OAuth2BackendTest() {
    provider.keys.add(KEY.json());
  }

  @AfterEach
  void close() {
    opened.forEach(OAuth2Backend::close);
    provider.close();
  }

  @AfterAll
  static void closeVertx() throws Exception {
    VERTX.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private OAuth2Backend open(String... settings) {
    var all = new ArrayList<>(List.of("issuer", provider.issuer, "audiences", "mail", "timeoutMs", "60000"));
    all.addAll(List.of(settings));
    return openBare(all.toArray(String[]::new));
  }

  private OAuth2Backend openBare(String... settings) {
    var backend = OAuth2Setup.open(OAuth2TestSettings.of(settings), directory, VERTX, 1000, nanos::get, () -> now);
    opened.add(backend);
    return backend;
  }

  private JsonObject claims() {
    return new JsonObject().put("iss", provider.issuer).put("aud", "mail").put("iat", seconds(0)).put("exp", seconds(300))
        .put("preferred_username", "alice").put("scope", "openid mail");
  }

  private long seconds(long fromNow) {
    return now.getEpochSecond() + fromNow;
  }

  private static Verdict verify(OAuth2Backend backend, String token) {
    return backend.verifyToken(new BearerToken(token, Optional.empty())).await().atMost(LONG);
  }

  private static void assertAccepted(Verdict verdict, String user) {
    assertThat(verdict).isInstanceOfSatisfying(Verdict.Accepted.class, accepted -> assertThat(accepted.user()).isEqualTo(new UserName(user)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "PS384", "ES256", "ES384", "ES512", "EdDSA"})
  void a_signed_token_logs_its_user_in(String algorithm) {
    var key = TestKey.of("k", algorithm);
    provider.keys.add(key.json());
    var backend = open();
    assertAccepted(verify(backend, key.sign(claims())), "alice");
    assertThat(backend.capabilities()).containsExactly(Capability.TOKEN);
    String forged = TestKey.of("k", algorithm).sign(claims());
    assertThat(verify(backend, forged)).isEqualTo(new Verdict.Rejected("token with a wrong signature"));
  }

  @Test
  void keys_without_algorithm_serve_those_of_their_type() {
    provider.keys.clear();
    provider.keys.add(without(KEY.json(), "alg"));
    provider.keys.add(without(TestKey.of("p", "PS512").json(), "use"));
    var curve = TestKey.of("e", "ES384");
    provider.keys.add(without(curve.json(), "alg"));
    var backend = open();
    assertAccepted(verify(backend, KEY.sign(claims())), "alice");
    assertAccepted(verify(backend, curve.sign(claims())), "alice");
  }

  private static JsonObject without(JsonObject json, String name) {
    json.remove(name);
    return json;
  }

  @Test
  void claims_that_are_not_right_are_refused() {
    var backend = open("scopes", "mail", "userClaim", "preferred_username");
    assertRefused(backend, claims().put("exp", seconds(-120)), "token expired");
    assertRefused(backend, claims().put("nbf", seconds(120)), "token not valid yet");
    assertRefused(backend, claims().put("iat", seconds(120)), "token not valid yet");
    assertRefused(backend, claims().put("exp", "tomorrow"), "token with a wrong signature");
    assertRefused(backend, without(claims(), "exp"), "token without an end (exp)");
    assertRefused(backend, claims().put("aud", "wiki"), "token for another audience");
    assertRefused(backend, without(claims(), "aud"), "token for another audience");
    assertRefused(backend, claims().put("aud", new JsonArray().add("wiki").add(17)), "token for another audience");
    assertRefused(backend, without(claims(), "preferred_username"), "token without the claim preferred_username");
    assertRefused(backend, claims().put("preferred_username", 17), "token without the claim preferred_username");
    assertRefused(backend, claims().put("preferred_username", "../root"), "the claim preferred_username cannot be a user's name");
    assertThat(verify(backend, KEY.sign(claims().put("scope", "openid")))).isEqualTo(new Verdict.Rejected("token lacks a scope", true));
    assertThat(verify(backend, KEY.sign(claims().put("iss", "https://elsewhere")))).isEqualTo(new Verdict.UnknownUser("token of another issuer"));
    assertThat(verify(backend, KEY.sign(without(claims(), "iss")))).isEqualTo(new Verdict.UnknownUser("token of another issuer"));
    assertThat(verify(backend, "opaque")).isEqualTo(new Verdict.UnknownUser("not a signed token"));
    assertAccepted(verify(backend, KEY.sign(claims().put("exp", seconds(-20)).put("aud", new JsonArray().add("wiki").add("mail")))), "alice");
    assertAccepted(verify(backend, KEY.sign(without(claims(), "scope").put("scp", new JsonArray().add("mail")))), "alice");
  }

  private static void assertRefused(OAuth2Backend backend, JsonObject claims, String reason) {
    assertThat(verify(backend, KEY.sign(claims))).isEqualTo(new Verdict.Rejected(reason));
  }

  @Test
  void nothing_but_the_providers_signature_counts() throws Exception {
    provider.keys.add(new JsonObject().put("kty", "oct").put("alg", "HS256").put("kid", "shared").put("k", BASE64.encodeToString(new byte[32])));
    var backend = open();
    for (String none : List.of("none", "None", "NONE", "")) {
      String bare = TestKey.unsigned(new JsonObject().put("alg", none), claims());
      assertThat(verify(backend, bare)).isInstanceOf(Verdict.UnknownUser.class);
      assertThat(verify(backend, bare + ".")).isInstanceOf(Verdict.UnknownUser.class);
      assertThat(verify(backend, bare + ".AA")).isInstanceOf(Verdict.Rejected.class);
    }
    byte[] der = KEY.pair().getPublic().getEncoded();
    String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END PUBLIC KEY-----\n";
    for (byte[] secret : List.of(der, pem.getBytes(StandardCharsets.US_ASCII), KEY.json().getString("n").getBytes(StandardCharsets.US_ASCII), new byte[32])) {
      for (String kid : List.of("k1", "shared")) {
        assertThat(verify(backend, hmac(kid, secret))).isEqualTo(new Verdict.Rejected("token with a header that is not accepted"));
      }
    }
    var mine = new TestKey("k1", "RS256", TestKey.of("k1", "RS256").pair());
    var header = new JsonObject().put("alg", "RS256").put("jwk", mine.json()).put("jku", "https://elsewhere.example/keys");
    assertThat(verify(backend, mine.sign(header, claims()))).isEqualTo(new Verdict.Rejected("token with a wrong signature"));
    assertThat(verify(backend, mine.sign(header.put("kid", "mine"), claims()))).isInstanceOf(Verdict.Rejected.class);
    assertThat(verify(backend, KEY.sign(new JsonObject().put("alg", "RS256").put("kid", "k1").put("crit", new JsonArray().add("b64")), claims())))
        .isEqualTo(new Verdict.Rejected("token with a header that is not accepted"));
    assertThat(verify(backend, KEY.sign(new JsonObject().put("alg", "RS256").put("kid", "k1").put("typ", "logout+jwt"), claims())))
        .isEqualTo(new Verdict.Rejected("token with a header that is not accepted"));
  }

  private String hmac(String kid, byte[] secret) throws Exception {
    String input = TestKey.unsigned(new JsonObject().put("alg", "HS256").put("kid", kid), claims());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    return input + "." + BASE64.encodeToString(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void an_algorithm_that_is_not_allowed_is_refused() {
    provider.keys.add(OTHER.json());
    var backend = open("algorithms", "ES256");
    assertAccepted(verify(backend, OTHER.sign(claims())), "alice");
    assertThat(verify(backend, KEY.sign(claims()))).isInstanceOf(Verdict.Rejected.class);
  }

  @Test
  void weak_keys_and_keys_for_encryption_are_not_used() {
    provider.keys.clear();
    provider.keys.add(KEY.json().put("use", "enc"));
    provider.keys.add(new JsonObject().put("kty", "RSA").put("alg", "RS256").put("n", BASE64.encodeToString(new byte[] {(byte) 0xC5, 1, 1})).put("e", "AQAB"));
    provider.keys.add(new JsonObject().put("kty", 17).put("n", new JsonArray()));
    assertThat(verify(open(), KEY.sign(claims()))).isInstanceOf(Verdict.Unavailable.class);
  }

  @Test
  void a_new_key_is_found_and_made_up_ones_do_not_hammer_the_provider() {
    var backend = open();
    assertAccepted(verify(backend, KEY.sign(claims())), "alice");
    assertThat(provider.keysAsked).hasValue(1);
    provider.keys.add(OTHER.json());
    for (int i = 0; i < 50; i++) {
      assertThat(verify(backend, new TestKey("made up " + i, "RS256", KEY.pair()).sign(claims()))).isInstanceOf(Verdict.Rejected.class);
    }
    assertThat(provider.keysAsked).as("within the pause").hasValue(1);
    nanos.addAndGet(Duration.ofSeconds(11).toNanos());
    assertAccepted(verify(backend, OTHER.sign(claims())), "alice");
    assertAccepted(verify(backend, KEY.sign(claims())), "alice");
    assertThat(provider.keysAsked).hasValue(2);
    provider.keys.removeFirst();
    nanos.addAndGet(Duration.ofHours(2).toNanos());
    verify(backend, OTHER.sign(claims()));
    nanos.addAndGet(Duration.ofSeconds(11).toNanos());
    verify(backend, new TestKey("another", "RS256", KEY.pair()).sign(claims()));
    assertThat(verify(backend, KEY.sign(claims()))).as("a key that was withdrawn").isInstanceOf(Verdict.Rejected.class);
  }

  @Test
  void a_provider_that_is_down_is_no_wrong_token_and_its_known_keys_serve_on() {
    var backend = open();
    assertAccepted(verify(backend, KEY.sign(claims())), "alice");
    provider.stop();
    nanos.addAndGet(Duration.ofHours(2).toNanos());
    assertAccepted(verify(backend, KEY.sign(claims())), "alice");
    nanos.addAndGet(Duration.ofSeconds(11).toNanos());
    assertThat(verify(backend, OTHER.sign(claims()))).isInstanceOfSatisfying(Verdict.Unavailable.class, later -> assertThat(later.onlyThisUser()).isTrue());
    nanos.addAndGet(Duration.ofDays(2).toNanos());
    assertThat(verify(backend, KEY.sign(claims()))).as("keys of two days ago").isInstanceOf(Verdict.Unavailable.class);
    provider.start();
  }

  @Test
  void it_starts_without_its_provider_and_finds_it_later() {
    provider.stop();
    var backend = open();
    assertThat(backend.capabilities()).containsExactly(Capability.TOKEN);
    assertThat(verify(backend, KEY.sign(claims()))).isInstanceOfSatisfying(Verdict.Unavailable.class, later -> assertThat(later.onlyThisUser()).isFalse());
    provider.start();
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertAccepted(verify(backend, KEY.sign(claims())), "alice");
  }

  @Test
  void a_provider_that_never_answers_is_given_up() {
    provider.instead = request -> { };
    var backend = open("timeoutMs", "100");
    assertThat(verify(backend, KEY.sign(claims()))).isInstanceOfSatisfying(Verdict.Unavailable.class, later -> assertThat(later.reason()).contains("no answer in 100 ms"));
    provider.instead = null;
  }

  @Test
  void answers_that_are_too_long_or_no_answers_are_not_believed() {
    for (String answer : List.of("[]", "17", "", "{\"issuer\":", "[".repeat(100_000))) {
      provider.instead = request -> request.response().end(answer);
      assertThat(verify(open(), KEY.sign(claims()))).isInstanceOf(Verdict.Unavailable.class);
    }
    provider.instead = request -> request.response().putHeader("Content-Length", "10000000").write(Buffer.buffer(new byte[300_000]));
    assertThat(verify(open(), KEY.sign(claims()))).isInstanceOfSatisfying(Verdict.Unavailable.class, later -> assertThat(later.reason()).contains("more than 262144 bytes"));
    provider.instead = request -> request.response().setStatusCode(302).putHeader("Location", provider.issuer + "/keys").end();
    assertThat(verify(open(), KEY.sign(claims()))).isInstanceOfSatisfying(Verdict.Unavailable.class, later -> assertThat(later.reason()).contains("status 302"));
    provider.instead = null;
    provider.description = new JsonObject().put("issuer", "https://elsewhere").put("jwks_uri", provider.issuer + "/keys");
    assertThat(verify(open(), KEY.sign(claims()))).as("somebody else's description").isInstanceOf(Verdict.Unavailable.class);
    provider.description = new JsonObject().put("issuer", provider.issuer).put("jwks_uri", "http://keys.example.org/");
    assertThat(verify(open(), KEY.sign(claims()))).as("keys without TLS").isInstanceOf(Verdict.Unavailable.class);
    provider.description = new JsonObject().put("issuer", provider.issuer).put("jwks_uri", new JsonArray());
    assertThat(verify(open(), KEY.sign(claims()))).isInstanceOf(Verdict.Unavailable.class);
  }

  @Test
  void without_discovery_the_address_of_the_keys_is_enough() {
    provider.description = new JsonObject();
    var backend = openBare("issuer", "mail-provider", "jwksUri", provider.issuer + "/keys", "audiences", "mail");
    assertAccepted(verify(backend, KEY.sign(claims().put("iss", "mail-provider"))), "alice");
    assertThat(backend.tokenAdvice()).isEqualTo(TokenAdvice.NONE);
  }

  @Test
  void who_the_user_is() {
    assertAccepted(verify(open("userClaim", "sub"), KEY.sign(claims().put("sub", "Bob"))), "bob");
    var byAddress = open("userClaim", "email", "stripDomains", "Example.org");
    assertThat(verify(byAddress, KEY.sign(claims().put("email", "Carol@example.org").put("email_verified", true))))
        .isEqualTo(new Verdict.Accepted(new UserName("carol"), UserName.parse("carol@example.org")));
    assertAccepted(verify(byAddress, KEY.sign(claims().put("email", "carol@elsewhere.org"))), "carol@elsewhere.org");
    assertThat(verify(byAddress, KEY.sign(claims().put("email", "carol@example.org").put("email_verified", false))))
        .isEqualTo(new Verdict.Rejected("token with an address that the provider has not verified"));
    assertThat(verify(byAddress, KEY.sign(claims().put("email", "@example.org")))).isNotInstanceOf(Verdict.Unavailable.class);
  }

  @Test
  void clients_are_told_what_they_need() {
    assertThat(open("scopes", "mail").tokenAdvice())
        .isEqualTo(new TokenAdvice(Optional.of("mail"), Optional.of(provider.issuer + "/.well-known/openid-configuration")));
  }

  @Test
  void the_provider_is_asked_about_tokens_of_any_form() throws Exception {
    Files.writeString(directory.resolve("secret"), "p:ß w\nmore\n");
    var backend = open("validate", "introspection", "clientId", "god wit", "clientSecretFile", "secret", "userClaim", "username", "cacheSeconds", "30");
    provider.active.put("opaque+/=", new JsonObject().put("active", true).put("username", "alice").put("aud", "mail"));
    assertAccepted(verify(backend, "opaque+/="), "alice");
    assertThat(provider.authorization).isEqualTo("Basic " + Base64.getEncoder().encodeToString("god+wit:p%3A%C3%9F+w".getBytes(StandardCharsets.US_ASCII)));
    assertAccepted(verify(backend, "opaque+/="), "alice");
    assertThat(provider.tokensAsked).as("remembered").hasValue(1);
    nanos.addAndGet(Duration.ofSeconds(31).toNanos());
    provider.active.clear();
    assertThat(verify(backend, "opaque+/=")).isInstanceOf(Verdict.UnknownUser.class);
    provider.active.put("x", new JsonObject().put("active", "true").put("username", "alice").put("aud", "mail"));
    assertThat(verify(backend, "x")).isInstanceOf(Verdict.UnknownUser.class);
    provider.active.put("x", new JsonObject().put("active", true).put("username", "alice").put("aud", "wiki"));
    assertThat(verify(backend, "x")).isEqualTo(new Verdict.Rejected("token for another audience"));
    provider.active.put("x", new JsonObject().put("active", true).put("username", "alice").put("aud", "mail").put("iss", "https://elsewhere"));
    assertThat(verify(backend, "x")).isEqualTo(new Verdict.Rejected("token of another issuer"));
    provider.active.put("x", new JsonObject().put("active", true).put("username", "alice").put("aud", "mail").put("exp", 17));
    assertThat(verify(backend, "x")).isEqualTo(new Verdict.Rejected("token expired"));
    provider.instead = request -> request.response().setStatusCode(401).end();
    assertThat(verify(backend, "y")).isInstanceOfSatisfying(Verdict.Unavailable.class, later -> assertThat(later.reason()).contains("status 401"));
    Files.delete(directory.resolve("secret"));
    assertThat(verify(backend, "z")).isInstanceOf(Verdict.Unavailable.class);
  }

  @Test
  void what_was_remembered_ends_with_the_token() {
    var backend = open("validate", "introspection", "cacheSeconds", "3600", "clockSkewSeconds", "0");
    provider.active.put("t", claims().put("active", true).put("exp", seconds(2)));
    assertAccepted(verify(backend, "t"), "alice");
    provider.active.put("t", claims().put("active", true).put("exp", seconds(-1)));
    now = now.plusSeconds(2);
    assertThat(verify(backend, "t")).isEqualTo(new Verdict.Rejected("token expired"));
  }

  @Test
  void tls_has_to_vouch_for_the_provider() throws Exception {
    var certificate = SelfSignedCertificate.create("localhost");
    try (var secure = new TestProvider(VERTX, new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate.keyCertOptions()))) {
      secure.keys.add(KEY.json());
      String token = KEY.sign(claims().put("iss", secure.issuer));
      assertThat(verify(openBare("issuer", secure.issuer, "audiences", "mail"), token)).isInstanceOf(Verdict.Unavailable.class);
      assertAccepted(verify(openBare("issuer", secure.issuer, "audiences", "mail", "caFile", certificate.certificatePath(), "timeoutMs", "60000"), token), "alice");
      String elsewhere = secure.issuer.replace("localhost", "127.0.0.1");
      secure.description.put("issuer", elsewhere);
      assertThat(verify(openBare("issuer", elsewhere, "audiences", "mail", "caFile", certificate.certificatePath()), KEY.sign(claims().put("iss", elsewhere))))
          .as("another name than the certificate's").isInstanceOf(Verdict.Unavailable.class);
    } finally {
      certificate.delete();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "oauth2.issuer is empty|audiences|mail",
      "oauth2.issuer is \"http://login.example.org\"|issuer|http://login.example.org|audiences|mail",
      "oauth2.issuer is \"mail\"|issuer|mail|audiences|mail",
      "oauth2.audiences and oauth2.scopes are empty|issuer|https://login.example.org",
      "oauth2.jwksUri is \"keys.json\"|issuer|mail|jwksUri|keys.json|audiences|mail",
      "oauth2.algorithms: \"HS256\"|issuer|https://login.example.org|audiences|mail|algorithms|RS256,HS256",
      "oauth2.algorithms: \"none\"|issuer|https://login.example.org|audiences|mail|algorithms|none",
      "oauth2.clientId and oauth2.clientSecretFile|issuer|https://login.example.org|audiences|mail|clientId|x",
      "oauth2.clientSecretFile cannot be read|issuer|https://login.example.org|audiences|mail|clientId|x|clientSecretFile|none",
      "oauth2.caFile|issuer|https://login.example.org|audiences|mail|caFile|none"})
  void settings_that_cannot_be_are_named(String line) {
    String[] parts = line.split("\\|");
    assertThatThrownBy(() -> openBare(Arrays.copyOfRange(parts, 1, parts.length)))
        .isInstanceOf(BackendSetupException.class).hasMessageStartingWith(parts[0]);
  }
}
