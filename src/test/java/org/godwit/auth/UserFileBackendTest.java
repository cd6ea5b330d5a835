package org.godwit.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.godwit.auth.backend.Verdict;
import org.godwit.auth.backend.Verdict.Accepted;
import org.godwit.auth.backend.Verdict.Rejected;
import org.godwit.auth.backend.Verdict.Unavailable;
import org.godwit.auth.backend.Verdict.UnknownUser;
import org.godwit.config.AuthSettings;
import org.godwit.config.RawSetting;
import org.godwit.config.SettingsLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserFileBackendTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir
  Path directory;

  private final AtomicLong nanos = new AtomicLong();
  private UserFile file;
  private UserFileBackend backend;

  @BeforeEach
  void start() throws Exception {
    file = new UserFile(directory.resolve("users"));
    Files.writeString(file.path(), "alice:{SHA512-CRYPT}" + crypt("secret") + "\nbob:{NOPE}x\n");
    backend = backend(1000);
  }

  private UserFileBackend backend(int waitingMax) {
    return new UserFileBackend("users", file, settings(waitingMax), nanos::get);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void the_right_password_is_accepted() {
    assertThat(login("alice", "secret")).isEqualTo(new Accepted(new UserName("alice")));
    assertThat(login("alice", "secret")).as("from memory").isEqualTo(new Accepted(new UserName("alice")));
  }

  @Test
  void everything_else_is_refused() {
    assertThat(login("alice", "wrong")).isEqualTo(new Rejected());
    assertThat(login("bob", "wrong")).isEqualTo(new Rejected());
    assertThat(login("nobody", "wrong")).isEqualTo(new UnknownUser());
    assertThat(login("nobody", "secret")).as("the password of the user whose hash stands in for nobody's").isEqualTo(new UnknownUser());
    assertThat(login("alice", "")).isEqualTo(new Rejected());
  }

  @Test
  void a_change_counts_at_once_whatever_is_remembered() throws Exception {
    assertThat(login("alice", "secret")).isInstanceOf(Accepted.class);
    file.update(table -> table.with(Map.of(new UserName("alice"), hash("{PLAIN}other"))));
    assertThat(login("alice", "secret")).isEqualTo(new Rejected());
    assertThat(login("alice", "other")).isInstanceOf(Accepted.class);
    file.update(table -> table.without(new UserName("alice")));
    assertThat(login("alice", "other")).isEqualTo(new UnknownUser());
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
    backend.close();
    backend = backend(1);
    var results = new ArrayList<CompletableFuture<Verdict>>();
    for (int i = 0; i < 200; i++) {
      results.add(backend.verify(new UserName("alice"), Password.of("wrong" + i)).subscribeAsCompletionStage());
    }
    List<Verdict> answers = results.stream().map(CompletableFuture::join).toList();
    assertThat(answers).contains(new Unavailable("too many logins are waiting"), new Rejected()).hasSize(200);
  }

  @Test
  void an_unreadable_file_is_no_wrong_password() throws Exception {
    Files.delete(file.path());
    Files.createDirectory(file.path());
    assertThat(login("alice", "secret")).isInstanceOf(Unavailable.class);
  }

  private Verdict login(String user, String password) {
    return backend.verify(new UserName(user), Password.of(password)).await().atMost(LONG);
  }

  private static AuthSettings settings(int waitingMax) {
    return SettingsLoader.load(List.of(RawSetting.of("auth.hashesWaitingMax", String.valueOf(waitingMax), "test"),
        RawSetting.of("auth.hashThreads", "1", "test"), RawSetting.of("auth.cacheSeconds", "60", "test"))).auth();
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
