package org.godwit.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.godwit.auth.LoginResult.Accepted;
import org.godwit.auth.LoginResult.Rejected;
import org.godwit.auth.LoginResult.Unavailable;
import org.godwit.config.AuthSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserFileAuthenticatorTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir
  Path directory;

  private final AtomicLong nanos = new AtomicLong();
  private UserFile file;
  private UserFileAuthenticator authenticator;

  @BeforeEach
  void start() throws Exception {
    file = new UserFile(directory.resolve("users"));
    Files.writeString(file.path(), "alice:{SHA512-CRYPT}" + crypt("secret") + "\nbob:{NOPE}x\n");
    authenticator = authenticator(1000);
  }

  private UserFileAuthenticator authenticator(int waitingMax) {
    return new UserFileAuthenticator(file, new AuthSettings(Path.of("users"), "loopback", 60, 100, 1, waitingMax), nanos::get);
  }

  @AfterEach
  void stop() {
    authenticator.close();
  }

  @Test
  void the_right_password_is_accepted_under_the_normalised_name() {
    assertThat(login("Alice", "secret")).isEqualTo(new Accepted(new UserName("alice")));
    assertThat(login("alice", "secret")).as("from memory").isEqualTo(new Accepted(new UserName("alice")));
  }

  @Test
  void everything_else_is_the_same_answer() {
    for (String user : List.of("alice", "nobody", "../alice", "", "bob")) {
      assertThat(login(user, "wrong")).isEqualTo(new Rejected());
    }
    assertThat(login("nobody", "secret")).as("the password of the user whose hash stands in for nobody's").isEqualTo(new Rejected());
    assertThat(login("alice", "")).isEqualTo(new Rejected());
  }

  @Test
  void acting_for_another_is_refused() {
    assertThat(login(new Login("alice", "alice", Password.of("secret"), null))).isInstanceOf(Accepted.class);
    assertThat(login(new Login("bob", "alice", Password.of("secret"), null))).isEqualTo(new Rejected());
    assertThat(login(new Login("bob", "alice", Password.of("secret"), null))).as("from memory").isEqualTo(new Rejected());
  }

  @Test
  void a_change_counts_at_once_whatever_is_remembered() throws Exception {
    assertThat(login("alice", "secret")).isInstanceOf(Accepted.class);
    file.update(table -> table.with(Map.of(new UserName("alice"), hash("{PLAIN}other"))));
    assertThat(login("alice", "secret")).isEqualTo(new Rejected());
    assertThat(login("alice", "other")).isInstanceOf(Accepted.class);
    file.update(table -> table.without(new UserName("alice")));
    assertThat(login("alice", "other")).isEqualTo(new Rejected());
  }

  @Test
  void a_verified_password_is_remembered_for_its_time() {
    var memory = new VerifiedPasswords(LONG, 2, nanos::get);
    UserName alice = new UserName("alice");
    memory.add(alice, Password.of("secret"), "hash");
    assertThat(memory.contains(alice, Password.of("secret"), "hash")).isTrue();
    assertThat(memory.contains(alice, Password.of("other"), "hash")).isFalse();
    assertThat(memory.contains(alice, Password.of("secret"), "another hash")).isFalse();
    assertThat(memory.contains(new UserName("bob"), Password.of("secret"), "hash")).isFalse();
    nanos.addAndGet(LONG.toNanos() + 1);
    assertThat(memory.contains(alice, Password.of("secret"), "hash")).isFalse();
  }

  @Test
  void who_does_not_fit_into_the_queue_is_told_to_come_again() {
    authenticator.close();
    authenticator = authenticator(1);
    var results = new ArrayList<CompletableFuture<LoginResult>>();
    for (int i = 0; i < 200; i++) {
      results.add(authenticator.login(Login.of("alice", Password.of("wrong" + i), null)).subscribeAsCompletionStage());
    }
    List<LoginResult> answers = results.stream().map(CompletableFuture::join).toList();
    assertThat(answers).contains(new Unavailable("too many logins are waiting"), new Rejected()).hasSize(200);
  }

  @Test
  void an_unreadable_file_is_no_wrong_password() throws Exception {
    Files.delete(file.path());
    Files.createDirectory(file.path());
    assertThat(login("alice", "secret")).isInstanceOf(Unavailable.class);
  }

  @Test
  void the_answer_comes_on_the_context_that_asked() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      var sameContext = new CompletableFuture<Boolean>();
      vertx.getOrCreateContext().runOnContext(ignored -> {
        var asking = Vertx.currentContext();
        Uni<LoginResult> login = authenticator.login(Login.of("alice", Password.of("secret"), InetAddress.getLoopbackAddress()));
        login.subscribe().with(answer -> sameContext.complete(Vertx.currentContext() == asking), sameContext::completeExceptionally);
      });
      assertThat(sameContext.get(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
  }

  private LoginResult login(String user, String password) {
    return login(Login.of(user, Password.of(password), null));
  }

  private LoginResult login(Login login) {
    return authenticator.login(login).await().atMost(LONG);
  }

  private static PasswordHash hash(String text) {
    try {
      return PasswordHash.parse(text);
    } catch (PasswordHash.UnusableHash wrong) {
      throw new AssertionError(wrong);
    }
  }

  private static String crypt(String password) {
    return org.apache.commons.codec.digest.Crypt.crypt(password, "$6$rounds=1000$salt$");
  }
}
