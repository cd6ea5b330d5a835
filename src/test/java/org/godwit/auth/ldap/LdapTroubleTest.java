package org.godwit.auth.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.godwit.auth.Password;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.BackendChain;
import org.godwit.auth.backend.BackendLimits;
import org.godwit.auth.backend.BackendSetupException;
import org.godwit.auth.backend.Capability;
import org.godwit.auth.backend.CredentialBackend;
import org.godwit.auth.backend.Lookup;
import org.godwit.auth.backend.Timers;
import org.godwit.auth.backend.Verdict;
import org.godwit.config.Settings;
import org.godwit.tls.TestServerIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that are slow, dead, gone and back, or not who they should be: never a wrong password, and never in anybody's way. */
class LdapTroubleTest {
  private static final UserName ALICE = new UserName("alice");
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir
  Path data;

  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }

  private <T extends AutoCloseable> T open(T resource) {
    opened.add(resource);
    return resource;
  }

  private LdapAsked ask(Settings settings) {
    return new LdapAsked(open(new LdapBackend(settings)));
  }

  /** A port that takes connections and never says anything. */
  private int silentPort() throws IOException {
    return open(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))).getLocalPort();
  }

  private static int closedPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private static void assertUnavailable(LdapAsked users) {
    assertThat(users.verify("alice", "secret")).isInstanceOfSatisfying(Verdict.Unavailable.class, why -> assertThat(why.onlyThisUser()).isFalse());
    assertThat(users.lookUp("alice")).isInstanceOf(Lookup.Unavailable.class);
  }

  @Test
  void one_that_refuses_connections() throws IOException {
    assertUnavailable(ask(TestSettings.searching(closedPort())));
  }

  @ParameterizedTest
  @CsvSource({"ldap, false", "ldap, true", "ldaps, false"})
  void one_that_accepts_and_never_answers(String scheme, String startTls) throws IOException {
    assertUnavailable(ask(TestSettings.searching(silentPort(), "urls", scheme + "://127.0.0.1:" + silentPort(), "startTls", startTls,
        "connectTimeoutMs", "100", "answerTimeoutMs", "100")));
  }

  @Test
  void one_that_never_answers_keeps_the_users_of_others_waiting_no_longer_than_the_patience() throws IOException {
    LdapBackend silent = open(new LdapBackend(TestSettings.searching(silentPort())));
    var limits = new BackendLimits(LONG, Duration.ofMillis(50), LONG, 100);
    var chain = new BackendChain(List.of(silent, new Knowing()), limits, Timers.real());
    for (int i = 0; i < 20; i++) {
      var answer = chain.verify(ALICE, Password.of("secret")).subscribeAsCompletionStage();
      assertThat(answer.orTimeout(30, TimeUnit.SECONDS).join()).isEqualTo(new Verdict.Accepted(ALICE));
    }
  }

  /** A back end that knows everybody. */
  private static final class Knowing implements CredentialBackend {
    @Override
    public String name() {
      return "knowing";
    }

    @Override
    public Set<Capability> capabilities() {
      return Set.of(Capability.PASSWORD);
    }

    @Override
    public Uni<Verdict> verify(UserName user, Password password) {
      return Uni.createFrom().item(new Verdict.Accepted(user));
    }
  }

  @Test
  void one_that_is_slow_is_waited_for_by_none_but_its_own_threads() throws Exception {
    TestDirectory directory = open(TestDirectory.clear(0));
    var asked = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    directory.hook = request -> {
      asked.countDown();
      await(go);
    };
    var users = ask(TestSettings.of(directory.port(), Map.of("userDn", "uid=%u,ou=people,dc=example,dc=org")));
    var answer = users.backend().verify(ALICE, Password.of("secret")).subscribeAsCompletionStage();
    assertThat(asked.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(answer).as("this thread is here, the answer is not").isNotDone();
    go.countDown();
    assertThat(answer.orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join()).isEqualTo(new Verdict.Accepted(ALICE));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(LONG.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void one_that_dies_and_comes_back() {
    TestDirectory first = TestDirectory.clear(0);
    var users = ask(TestSettings.searching(first.port()));
    assertThat(users.verify("alice", "secret")).isInstanceOf(Verdict.Accepted.class);
    first.close();
    assertUnavailable(users);
    TestDirectory again = open(TestDirectory.clear(first.port()));
    assertThat(users.verify("alice", "secret")).isEqualTo(new Verdict.Accepted(ALICE));
    assertThat(users.verify("alice", "wrong")).isEqualTo(new Verdict.Rejected());
    assertThat(again.people()).hasSize(2);
  }

  @Test
  void one_that_was_restarted_while_nobody_asked() {
    TestDirectory first = TestDirectory.clear(0);
    var users = ask(TestSettings.searching(first.port()));
    assertThat(users.verify("alice", "secret")).isInstanceOf(Verdict.Accepted.class);
    first.close();
    open(TestDirectory.clear(first.port()));
    assertThat(users.verify("alice", "secret")).as("on connections that are dead").isEqualTo(new Verdict.Accepted(ALICE));
  }

  @Test
  void one_that_dies_between_search_and_bind() {
    TestDirectory first = TestDirectory.clear(0);
    first.hook = request -> {
      if (!request.getRequest().getBindDN().equals(TestDirectory.SERVICE)) {
        first.server().closeAllConnections(false);
      }
    };
    var users = ask(TestSettings.searching(first.port()));
    assertThat(users.verify("alice", "secret")).isInstanceOf(Verdict.Unavailable.class);
    first.hook = request -> { };
    open(first);
    assertThat(users.verify("alice", "secret")).isEqualTo(new Verdict.Accepted(ALICE));
  }

  @Test
  void the_next_server_is_asked_when_one_cannot_be_reached() throws IOException {
    TestDirectory second = open(TestDirectory.clear(0));
    String urls = "ldap://127.0.0.1:" + closedPort() + ",ldap://127.0.0.1:" + second.port();
    assertThat(ask(TestSettings.searching(0, "urls", urls)).verify("alice", "secret")).isEqualTo(new Verdict.Accepted(ALICE));
  }

  @Test
  void one_that_does_not_let_the_searcher_in_until_the_password_file_is_right() throws IOException {
    TestDirectory directory = open(TestDirectory.clear(0));
    Path file = Files.writeString(data.resolve("password"), "old secret\n");
    var users = ask(TestSettings.searching(directory.port(), "bindPassword", "", "bindPasswordFile", file.toString()));
    assertUnavailable(users);
    Files.writeString(file, TestDirectory.SERVICE_PASSWORD + "\nanother line\n");
    assertThat(users.verify("alice", "secret")).isEqualTo(new Verdict.Accepted(ALICE));
    assertThatThrownBy(() -> new LdapBackend(TestSettings.searching(directory.port(), "bindPassword", "", "bindPasswordFile", data.resolve("none").toString())))
        .isInstanceOf(BackendSetupException.class).hasMessageStartingWith("ldap.bindPasswordFile: ").hasMessageEndingWith("there is no such file");
  }

  @Test
  void one_that_may_not_be_searched_or_has_no_such_base() {
    TestDirectory directory = open(TestDirectory.clear(0));
    assertUnavailable(ask(TestSettings.searching(directory.port(), "searchBase", "ou=nowhere,dc=example,dc=org")));
  }

  @Test
  void tls_from_the_start_or_by_starttls() throws IOException {
    TestServerIdentity identity = TestServerIdentity.of("localhost");
    String ca = Files.writeString(data.resolve("ca.pem"), identity.pem()).toString();
    int tls = open(TestDirectory.tls(identity)).port();
    int startTls = open(TestDirectory.startTls(identity)).port();
    for (String url : List.of("ldaps://localhost:" + tls, "ldap://localhost:" + startTls)) {
      var users = ask(TestSettings.searching(0, "urls", url, "startTls", "true", "caFile", ca));
      assertThat(users.verify("alice", "secret")).as(url).isEqualTo(new Verdict.Accepted(ALICE));
      assertThat(users.verify("alice", "wrong")).as(url).isEqualTo(new Verdict.Rejected());
    }
  }

  @Test
  void a_server_that_cannot_prove_who_it_is_gets_no_password() throws IOException {
    TestServerIdentity another = TestServerIdentity.of("another.example");
    String ca = Files.writeString(data.resolve("ca.pem"), another.pem()).toString();
    TestDirectory tls = open(TestDirectory.tls(another));
    TestDirectory startTls = open(TestDirectory.startTls(another));
    TestDirectory clear = open(TestDirectory.clear(0));
    for (String url : List.of("ldaps://localhost:" + tls.port(), "ldap://localhost:" + startTls.port(), "ldap://localhost:" + clear.port())) {
      assertUnavailable(ask(TestSettings.searching(0, "urls", url, "startTls", "true", "caFile", ca)));
      assertUnavailable(ask(TestSettings.searching(0, "urls", url.replace("localhost", "127.0.0.1"), "startTls", "true")));
    }
    assertThat(tls.binds).isEmpty();
    assertThat(startTls.binds).isEmpty();
    assertThat(clear.binds).isEmpty();
  }

  @Test
  void a_server_that_can_not_be_used_is_told_once_and_answers_when_it_can() {
    TestDirectory directory = open(TestDirectory.clear(0));
    var busy = new AtomicBoolean(true);
    directory.hook = request -> {
      if (busy.get()) {
        throw new LDAPException(ResultCode.BUSY);
      }
    };
    var users = ask(TestSettings.searching(directory.port()));
    assertUnavailable(users);
    busy.set(false);
    assertThat(users.verify("alice", "secret")).isEqualTo(new Verdict.Accepted(ALICE));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "urls            | ''                  | ldap.urls: empty",
    "urls            | http://x            | ldap.urls: \"http://x\", expected ldap://HOST",
    "urls            | ldap://x/dc=a       | ldap.urls: \"ldap://x/dc=a\", expected ldap://HOST",
    "urls            | ldap:x              | ldap.urls: \"ldap:x\", expected ldap://HOST",
    "searchBase      | ''                  | auth.backends names ldap; expected either ldap.userDn or ldap.searchBase",
    "searchBase      | people              | ldap.searchBase is \"people\", expected a name",
    "userDn          | uid=%u              | auth.backends names ldap; expected either ldap.userDn or ldap.searchBase",
    "searchFilter    | (uid=alice)         | ldap.searchFilter is \"(uid=alice)\", expected %u, %n or %d",
    "searchFilter    | uid=%u)             | ldap.searchFilter is \"uid=%u)\", expected a filter",
    "bindPassword    | ''                  | ldap.bindDn is set; expected either ldap.bindPassword or ldap.bindPasswordFile",
    "bindPasswordFile | x                  | ldap.bindDn is set; expected either ldap.bindPassword or ldap.bindPasswordFile",
    "caFile          | /nonexistent        | ldap.caFile: /nonexistent cannot be used, expected PEM certificates",
  })
  void what_cannot_be_used_is_told_at_the_start(String key, String value, String message) {
    assertThatThrownBy(() -> new LdapBackend(TestSettings.searching(1, key, value)))
        .isInstanceOf(BackendSetupException.class).hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bindDn", "userAttribute"})
  void what_needs_a_search_is_refused_without_one(String key) {
    assertThatThrownBy(() -> new LdapBackend(TestSettings.of(1, Map.of("userDn", "uid=%u"), key, "x")))
        .isInstanceOf(BackendSetupException.class).hasMessageStartingWith("ldap.userDn is set; expected ldap.searchBase");
  }
}
