package org.godwit.auth.pam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.godwit.auth.Password;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.BackendSetupException;
import org.godwit.auth.backend.Capability;
import org.godwit.auth.backend.Lookup;
import org.godwit.auth.backend.SecretKind;
import org.godwit.auth.backend.Verdict;
import org.godwit.config.PamSettings;
import org.godwit.config.RawSetting;
import org.godwit.config.SettingsLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the back end makes of what PAM and the system say, without either. */
class PamBackendTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final UserName ALICE = new UserName("alice");
  private static final Map<String, Long> SYSTEM = Map.of("alice", 1000L, "root", 0L, "nobody", 65534L, "minus", 4_294_967_295L);

  private final List<PamBackend> opened = new ArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile PamCode code = PamCode.SUCCESS;
  private volatile String renamed = "";

  @AfterEach
  void close() {
    opened.forEach(PamBackend::close);
  }

  private static PamSettings settings(boolean systemUsers) {
    return SettingsLoader.load(List.of(RawSetting.of("pam.systemUsers", Boolean.toString(systemUsers), "test"))).pam();
  }

  private PamBackend backend(boolean systemUsers) {
    return backend((user, password) -> {
      asked.add(user + ":" + password);
      return new Pam.Answer(code, renamed.isEmpty() ? user : renamed, "as the test wants it");
    }, systemUsers);
  }

  private PamBackend backend(Pam pam, boolean systemUsers) {
    var backend = new PamBackend(pam, PamBackendTest::uid, settings(systemUsers), 10);
    opened.add(backend);
    return backend;
  }

  private static OptionalLong uid(String name) throws IOException {
    if (name.equals("unclear")) {
      throw new IOException("sssd does not answer");
    }
    return SYSTEM.containsKey(name) ? OptionalLong.of(SYSTEM.get(name)) : OptionalLong.empty();
  }

  private static Verdict verify(PamBackend backend, String user, String password) {
    return backend.verify(new UserName(user), Password.of(password)).await().atMost(LONG);
  }

  private static Lookup lookUp(PamBackend backend, String user) {
    return backend.lookUp(new UserName(user), SecretKind.NONE).await().atMost(LONG);
  }

  @ParameterizedTest
  @CsvSource({"SUCCESS, Accepted, Accepted", "AUTH_ERR, Rejected, UnknownUser", "PERM_DENIED, Rejected, UnknownUser",
      "ACCT_EXPIRED, Rejected, UnknownUser", "NEW_AUTHTOK_REQD, Rejected, UnknownUser", "MAXTRIES, Rejected, UnknownUser",
      "USER_UNKNOWN, UnknownUser, UnknownUser", "AUTHINFO_UNAVAIL, Unavailable, Unavailable", "SYSTEM_ERR, Unavailable, Unavailable",
      "CRED_INSUFFICIENT, Unavailable, Unavailable", "TRY_AGAIN, Unavailable, Unavailable", "MODULE_UNKNOWN, Unavailable, Unavailable"})
  void what_pam_returns_is_what_the_login_is_told(PamCode returned, String ofSystemUsers, String ofOthers) {
    code = returned;
    assertThat(verify(backend(true), "alice", "secret").getClass().getSimpleName()).isEqualTo(ofSystemUsers);
    assertThat(verify(backend(false), "alice", "secret").getClass().getSimpleName()).isEqualTo(ofOthers);
    assertThat(asked).containsExactly("alice:secret", "alice:secret");
  }

  @ParameterizedTest
  @EnumSource(PamCode.class)
  void nothing_but_success_is_success(PamCode returned) {
    code = returned;
    assertThat(verify(backend(false), "alice", "secret") instanceof Verdict.Accepted).isEqualTo(returned.number() == 0);
    assertThat(PamCode.of(returned.number())).isEqualTo(returned);
  }

  @Test
  void a_code_that_nobody_knows_is_not_success() {
    assertThat(PamCode.of(12345)).isEqualTo(PamCode.OTHER);
    assertThat(PamCode.OTHER.meaning()).isEqualTo(PamCode.Meaning.UNCLEAR);
  }

  @Test
  void those_of_whom_the_system_knows_nothing_or_who_serve_it_are_no_users() {
    var backend = backend(true);
    for (String none : List.of("bob", "root")) {
      assertThat(verify(backend, none, "secret")).isEqualTo(new Verdict.UnknownUser());
      assertThat(lookUp(backend, none)).isEqualTo(new Lookup.NotFound());
    }
    assertThat(asked).isEmpty();
    assertThat(lookUp(backend, "alice")).isEqualTo(new Lookup.Found(ALICE, Optional.empty()));
    assertThat(lookUp(backend, "minus")).as("numbers are not negative").isInstanceOf(Lookup.Found.class);
    assertThat(backend.capabilities()).containsExactlyInAnyOrder(Capability.PASSWORD, Capability.LOOKUP);
  }

  @Test
  void when_the_system_cannot_tell_nobody_is_refused() {
    assertThat(verify(backend(true), "unclear", "secret")).isInstanceOf(Verdict.Unavailable.class);
    assertThat(lookUp(backend(true), "unclear")).isInstanceOf(Lookup.Unavailable.class);
  }

  @Test
  void users_of_whom_only_pam_knows_are_not_looked_up() {
    var backend = backend(false);
    assertThat(verify(backend, "virtual", "secret")).isInstanceOf(Verdict.Accepted.class);
    assertThat(backend.capabilities()).containsExactly(Capability.PASSWORD);
    assertThat(lookUp(backend, "virtual")).isInstanceOfSatisfying(Lookup.Unavailable.class, why -> assertThat(why.onlyThisUser()).isTrue());
  }

  @Test
  void a_module_may_rename_the_user_but_not_to_somebody_who_is_none() {
    renamed = "alice";
    assertThat(verify(backend(false), "ally", "secret")).isEqualTo(new Verdict.Accepted(ALICE));
    renamed = "root";
    assertThat(verify(backend(true), "alice", "secret")).isEqualTo(new Verdict.Rejected());
    renamed = "../etc";
    assertThat(verify(backend(false), "alice", "secret")).isEqualTo(new Verdict.Rejected());
  }

  @Test
  void passwords_that_pam_cannot_take_are_not_given_to_it() {
    for (String password : List.of("", "a\0b", "x".repeat(512), "ä".repeat(256))) {
      assertThat(verify(backend(false), "alice", password)).isEqualTo(new Verdict.UnknownUser());
    }
    assertThat(asked).isEmpty();
    assertThat(verify(backend(false), "alice", "x".repeat(511))).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void a_module_that_hangs_keeps_neither_the_caller_nor_more_than_its_threads() throws InterruptedException {
    var go = new CountDownLatch(1);
    var begun = new CountDownLatch(settings(true).threads());
    var backend = backend((user, password) -> {
      begun.countDown();
      try {
        go.await(LONG.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
      return new Pam.Answer(PamCode.SUCCESS, user, "");
    }, true);
    var answers = new ArrayList<java.util.concurrent.CompletableFuture<Verdict>>();
    for (int i = 0; i < settings(true).threads() + 10; i++) {
      answers.add(backend.verify(ALICE, Password.of("secret")).subscribeAsCompletionStage());
    }
    assertThat(begun.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(answers).noneMatch(java.util.concurrent.CompletableFuture::isDone);
    assertThat(verify(backend, "alice", "secret")).as("no place in the queue").isInstanceOf(Verdict.Unavailable.class);
    go.countDown();
    assertThat(answers).allSatisfy(answer -> assertThat(answer.orTimeout(60, TimeUnit.SECONDS).join()).isInstanceOf(Verdict.Accepted.class));
  }

  @Test
  void a_service_that_is_no_file_name_is_refused() {
    var settings = SettingsLoader.load(List.of(RawSetting.of("pam.service", "../shadow", "test")));
    assertThatThrownBy(() -> PamBackend.open(settings)).isInstanceOf(BackendSetupException.class).hasMessageStartingWith("pam.service is ");
  }

  @Test
  void a_system_without_libpam_is_told_so() {
    assertThatThrownBy(() -> new LinuxPam("godwit", Optional.empty(), "libnosuchpam.so.0")).isInstanceOf(BackendSetupException.class)
        .hasMessage("auth.backends names pam, but this system has no libnosuchpam.so.0; expected Linux-PAM (Debian's package libpam0g)");
    assertThatThrownBy(() -> new LinuxPam("godwit", Optional.empty(), "libc.so.6")).isInstanceOf(BackendSetupException.class)
        .hasMessageContaining("has no pam_start");
  }
}
