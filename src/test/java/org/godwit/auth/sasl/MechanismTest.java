package org.godwit.auth.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import com.ongres.scram.client.ScramClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import org.godwit.auth.ClientChannel;
import org.godwit.auth.LoginResult;
import org.godwit.auth.LoginResult.Accepted;
import org.godwit.auth.LoginResult.Rejected;
import org.godwit.auth.LoginResult.Unavailable;
import org.godwit.auth.Password;
import org.godwit.auth.ScramVerifier;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.Capability;
import org.godwit.auth.backend.Secret;
import org.godwit.auth.login.ApopService;
import org.godwit.auth.sasl.SaslExchange.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MechanismTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final StubUsers FUZZED = new StubUsers().with("alice", "secret");

  private final StubUsers users = new StubUsers().with("alice", "secret").with("root", "toor").with("user", "pencil");

  @AfterEach
  void stop() {
    users.close();
  }

  @AfterContainer
  static void stopFuzzed() {
    FUZZED.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PLAIN", "CRAM-MD5"})
  void clients_of_the_jdk_log_in(String mechanism) throws Exception {
    assertThat(jdk(mechanism, "alice", "secret")).isEqualTo(new Accepted(new UserName("alice")));
    assertThat(jdk(mechanism, "Alice", "secret")).isEqualTo(new Accepted(new UserName("alice")));
    assertThat(jdk(mechanism, "alice", "wrong")).isEqualTo(new Rejected());
    assertThat(jdk(mechanism, "nobody", "secret")).isEqualTo(new Rejected());
    assertThat(jdk(mechanism, "later", "secret")).isInstanceOf(Unavailable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SCRAM-SHA-1", "SCRAM-SHA-256"})
  void scram_clients_log_in_and_know_the_server(String mechanism) throws Exception {
    assertThat(scram(mechanism, "alice", "secret", "")).isEqualTo(new Accepted(new UserName("alice")));
    assertThat(scram(mechanism, "alice", "wrong", "")).isEqualTo(new Rejected());
    assertThat(scram(mechanism, "nobody", "secret", "")).isEqualTo(new Rejected());
    assertThat(scram(mechanism, "later", "secret", "")).isInstanceOf(Unavailable.class);
  }

  @Test
  void scram_works_with_a_stored_verifier() throws Exception {
    var verifier = ScramVerifier.of(ScramVerifier.Hash.SHA_256, Password.of("stored"), new byte[16], 4096);
    users.secrets.put(new UserName("carol"), new Secret.Scram(verifier));
    assertThat(scram("SCRAM-SHA-256", "carol", "stored", "")).isEqualTo(new Accepted(new UserName("carol")));
    assertThat(scram("SCRAM-SHA-256", "carol", "secret", "")).isEqualTo(new Rejected());
  }

  @Test
  void an_administrator_acts_for_others_and_nobody_else_does() throws Exception {
    assertThat(scram("SCRAM-SHA-256", "root", "toor", "alice")).isEqualTo(new Accepted(new UserName("alice")));
    assertThat(scram("SCRAM-SHA-256", "root", "toor", "nobody")).isEqualTo(new Rejected());
    assertThat(scram("SCRAM-SHA-256", "root", "wrong", "alice")).isEqualTo(new Rejected());
    assertThat(scram("SCRAM-SHA-256", "alice", "secret", "root")).isEqualTo(new Rejected());
    assertThat(last("PLAIN", "alice\0root\0toor")).isEqualTo(new Step.Done(new Accepted(new UserName("alice"))));
    assertThat(last("PLAIN", "root\0alice\0secret")).isEqualTo(new Step.Done(new Rejected()));
    assertThat(last("PLAIN", "alice\0alice\0secret")).isEqualTo(new Step.Done(new Accepted(new UserName("alice"))));
  }

  @Test
  void the_example_of_rfc_5802() {
    var verifier = ScramVerifier.of(ScramVerifier.Hash.SHA_1, Password.of("pencil"), decode("QSXCR+Q6sek8bf92"), 4096);
    users.secrets.put(new UserName("user"), new Secret.Scram(verifier));
    var exchange = new ScramServerMechanism(ScramVerifier.Hash.SHA_1, false, users.setup(), new ScramDecoys(new byte[32]), channel -> false, () -> "3rfcNHYJY1ZVvWVs7j")
        .begin(TestChannels.local());
    assertThat(text(step(exchange, "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL")))
        .isEqualTo("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096");
    assertThat(text(step(exchange, "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=")))
        .isEqualTo("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=");
    assertThat(step(exchange, "")).isEqualTo(new Step.Done(new Accepted(new UserName("user"))));
    assertThat(step(exchange, "")).as("it is over").isInstanceOf(Step.Malformed.class);
  }

  @Test
  void the_example_of_rfc_7677_and_its_replay() {
    var verifier = ScramVerifier.of(ScramVerifier.Hash.SHA_256, Password.of("pencil"), decode("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096);
    users.secrets.put(new UserName("user"), new Secret.Scram(verifier));
    String proof = "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
    var exchange = new ScramServerMechanism(ScramVerifier.Hash.SHA_256, false, users.setup(), new ScramDecoys(new byte[32]), channel -> false,
        () -> "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0").begin(TestChannels.local());
    step(exchange, "n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
    assertThat(text(step(exchange, proof))).isEqualTo("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");

    var replay = begin("SCRAM-SHA-256");
    step(replay, "n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
    assertThat(step(replay, proof)).isEqualTo(new Step.Done(new Rejected()));
  }

  @Test
  void who_does_not_exist_has_a_salt_like_others() {
    String one = salt("nobody");
    assertThat(salt("nobody")).isEqualTo(one).hasSameSizeAs(salt("alice"));
    assertThat(salt("somebody")).isNotEqualTo(one);
  }

  private final SaslMechanisms same = new SaslMechanisms(MechanismCatalogue.of(users.setup()));

  private String salt(String user) {
    var exchange = same.find("SCRAM-SHA-1", TestChannels.local()).orElseThrow().begin(TestChannels.local());
    return text(step(exchange, "n,,n=" + user + ",r=abc")).replaceFirst("r=[^,]*,", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"n,,n=user", "p=tls-unique,,n=user,r=abc", "n,,m=x,n=user,r=abc", "n,,n=us=er,r=abc", "n,a=,n=user,r=abc", "x,,n=u,r=a", ""})
  void what_is_no_first_message_of_scram_is_malformed(String message) {
    assertThat(step(begin("SCRAM-SHA-1"), message)).isInstanceOf(Step.Malformed.class);
  }

  @Test
  void the_example_of_rfc_1939() {
    users.with("mrose", "tanstaaf");
    var apop = new ApopService(users.setup().logins(), users);
    String stamp = "<1896.697170952@dbc.mtview.ca.us>";
    assertThat(apop.login("mrose", stamp, "c4c9334bac560ecc979e58001b3e22fb", TestChannels.local()).await().atMost(LONG))
        .isEqualTo(new Accepted(new UserName("mrose")));
    assertThat(apop.login("mrose", stamp + "x", "c4c9334bac560ecc979e58001b3e22fb", TestChannels.local()).await().atMost(LONG))
        .isEqualTo(new Rejected());
  }

  @Test
  void bearer_tokens() {
    assertThat(last("XOAUTH2", "user=alice\1auth=Bearer token-alice\1\1")).isEqualTo(new Step.Done(new Accepted(new UserName("alice"))));
    assertThat(last("OAUTHBEARER", "n,a=alice,\1host=h\1port=143\1auth=Bearer token-alice\1\1")).isEqualTo(new Step.Done(new Accepted(new UserName("alice"))));
    assertThat(last("OAUTHBEARER", "n,,\1auth=Bearer token-alice\1\1")).isEqualTo(new Step.Done(new Accepted(new UserName("alice"))));
    assertThat(last("XOAUTH2", "user=later\1auth=Bearer token-later\1\1")).isInstanceOf(Step.Done.class);
    var wrong = begin("OAUTHBEARER");
    assertThat(text(step(wrong, "n,a=alice,\1auth=Bearer xyz\1\1"))).contains("invalid_token");
    assertThat(step(wrong, "\1")).isEqualTo(new Step.Done(new Rejected()));
    assertThat(step(begin("XOAUTH2"), "user=root\1auth=Bearer token-alice\1\1")).as("another's token").isInstanceOf(Step.Challenge.class);
  }

  @Test
  void login_asks_for_name_and_password() {
    var exchange = begin("LOGIN");
    assertThat(text(exchange.next(Optional.empty()).await().atMost(LONG))).isEqualTo("Username:");
    assertThat(text(step(exchange, "alice"))).isEqualTo("Password:");
    assertThat(step(exchange, "secret")).isEqualTo(new Step.Done(new Accepted(new UserName("alice"))));
  }

  @Test
  void mechanisms_are_offered_as_back_ends_serve_them() {
    var offered = new SaslMechanisms(MechanismCatalogue.of(users.setup()));
    var insecure = new ClientChannel("imap", TestChannels.local().remote(), Optional.empty(), false, false);
    assertThat(offered.offered(TestChannels.local())).containsExactly("SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-MD5", "OAUTHBEARER", "XOAUTH2", "PLAIN", "LOGIN");
    assertThat(offered.offered(insecure)).containsExactly("SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-MD5");
    users.capabilities = EnumSet.of(Capability.PASSWORD, Capability.LOOKUP);
    assertThat(offered.offered(TestChannels.local())).containsExactly("PLAIN", "LOGIN");
    assertThat(offered.offered(insecure)).isEmpty();
    assertThat(offered.find("CRAM-MD5", TestChannels.local())).isEmpty();
  }

  @Test
  void anonymous_is_off_unless_it_has_an_account() {
    var setup = users.setup();
    var guest = new SaslSetup(setup.logins(), users, users.work, List.of(), new byte[32], Optional.of(new UserName("guest")),
        Optional.empty(), Optional.empty(), Optional.empty());
    assertThat(find(setup, "ANONYMOUS")).isEmpty();
    assertThat(step(find(guest, "ANONYMOUS").orElseThrow().begin(TestChannels.local()), "sirhc")).isEqualTo(new Step.Done(new Accepted(new UserName("guest"))));
  }

  @Property(tries = 300)
  void no_mechanism_ever_fails_but_cleanly(@ForAll @IntRange(max = 8) int which, @ForAll @Size(max = 4) List<byte[]> responses) {
    var mechanisms = MechanismCatalogue.of(FUZZED.setup()).stream().filter(each -> each.isServed() && each.suits(TestChannels.local())).toList();
    Assume.that(which < mechanisms.size());
    var exchange = mechanisms.get(which).begin(TestChannels.local());
    for (byte[] response : responses) {
      Step step = exchange.next(Optional.of(response)).await().atMost(LONG);
      if (step instanceof Step.Done done) {
        assertThat(done.result()).isEqualTo(new Rejected());
        return;
      }
    }
  }

  private LoginResult jdk(String mechanism, String user, String password) throws Exception {
    SaslClient client = Sasl.createSaslClient(new String[] {mechanism}, null, "imap", "localhost", Map.of(), callbacks -> answer(callbacks, user, password));
    var exchange = begin(mechanism);
    Optional<byte[]> response = client.hasInitialResponse() ? Optional.of(client.evaluateChallenge(new byte[0])) : Optional.empty();
    Step step = exchange.next(response).await().atMost(LONG);
    while (step instanceof Step.Challenge challenge) {
      step = exchange.next(Optional.of(client.evaluateChallenge(challenge.octets()))).await().atMost(LONG);
    }
    return ((Step.Done) step).result();
  }

  private static void answer(Callback[] callbacks, String user, String password) {
    for (Callback callback : callbacks) {
      switch (callback) {
        case NameCallback name -> name.setName(user);
        case PasswordCallback secret -> secret.setPassword(password.toCharArray());
        default -> throw new AssertionError(callback);
      }
    }
  }

  private LoginResult scram(String mechanism, String user, String password, String actFor) throws Exception {
    var builder = ScramClient.builder().advertisedMechanisms(List.of(mechanism)).username(user).password(password.toCharArray());
    ScramClient client = (actFor.isEmpty() ? builder : builder.authzid(actFor)).build();
    var exchange = begin(mechanism);
    client.serverFirstMessage(text(step(exchange, client.clientFirstMessage().toString())));
    Step step = step(exchange, client.clientFinalMessage().toString());
    if (step instanceof Step.Challenge) {
      client.serverFinalMessage(text(step));
      step = step(exchange, "");
    }
    return ((Step.Done) step).result();
  }

  private Step last(String mechanism, String message) {
    return step(begin(mechanism), message);
  }

  private SaslExchange begin(String mechanism) {
    return find(users.setup("root"), mechanism).orElseThrow().begin(TestChannels.local());
  }

  private static Optional<SaslMechanism> find(SaslSetup setup, String mechanism) {
    return new SaslMechanisms(MechanismCatalogue.of(setup)).find(mechanism, TestChannels.local());
  }

  private static Step step(SaslExchange exchange, String response) {
    return exchange.next(Optional.of(response.getBytes(StandardCharsets.UTF_8))).await().atMost(LONG);
  }

  private static String text(Step step) {
    assertThat(step).isInstanceOf(Step.Challenge.class);
    return new String(((Step.Challenge) step).octets(), StandardCharsets.UTF_8);
  }

  private static byte[] decode(String base64) {
    return java.util.Base64.getDecoder().decode(base64);
  }
}
