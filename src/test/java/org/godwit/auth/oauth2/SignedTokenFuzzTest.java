package org.godwit.auth.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever a stranger sends as a token is refused, and nothing worse happens. */
class SignedTokenFuzzTest {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final Vertx VERTX = Vertx.vertx();
  private static final SigningKeys KEYS = keys();

  private static SigningKeys keys() {
    try {
      var set = new JsonObject().put("keys", new JsonArray().add(TestKey.of("k", "ES256").json()));
      return SigningKeys.of(set, EnumSet.allOf(SignatureAlgorithm.class), VERTX);
    } catch (ProviderFailure impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @AfterContainer
  static void closeVertx() throws Exception {
    VERTX.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  @Property(tries = 500)
  void any_text(@ForAll @StringLength(max = 200) @CharRange(from = '!', to = '~') String text) {
    SignedToken.parse(text).ifPresent(SignedTokenFuzzTest::assertRefused);
  }

  @Property(tries = 500)
  void any_header_claims_and_signature(@ForAll String algorithm, @ForAll String claim, @ForAll byte[] signature) {
    String header = new JsonObject().put("alg", algorithm.length() % 2 == 0 ? "ES256" : algorithm).put("kid", claim.isEmpty() ? 17 : "k").encode();
    String claims = new JsonObject().put("exp", claim).put(claim, new JsonArray().add(algorithm)).encode();
    SignedToken.parse(encode(header) + "." + encode(claims) + "." + BASE64.encodeToString(signature) + "A").ifPresent(SignedTokenFuzzTest::assertRefused);
  }

  private static String encode(String json) {
    return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertRefused(SignedToken token) {
    token.algorithm();
    token.isUnderstood();
    assertThat(KEYS.verify(token)).isNotInstanceOf(SigningKeys.Outcome.Signed.class);
  }
}
