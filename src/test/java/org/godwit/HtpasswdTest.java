package org.godwit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.godwit.auth.Password;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.CredentialBackend;
import org.godwit.auth.backend.Lookup;
import org.godwit.auth.backend.SecretKind;
import org.godwit.auth.backend.Verdict;
import org.godwit.config.RawSetting;
import org.godwit.config.Settings;
import org.godwit.config.SettingsLoader;
import org.godwit.tool.ToolFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The back end htpasswd, on a file made by htpasswd of Apache 2.4.71. */
class HtpasswdTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private static final String MADE = """
      # made with htpasswd -B, -m, -s, -2, -5, -5 -r, -d, -p
      bcrypt:$2y$05$lUv3kGPiPHIWzQbBO36CQO8BKKphAW6Kt84V1WOf.9DDT.jgIueN.
      apr1:$apr1$3ZNxp9XR$khDGZeHCqXiY1aXRb0OPU0
      sha:{SHA}QY7lFvHLCVxQ/y8Qp2GSiJwoHzo=
      sha256:$5$MXL14wTtkeT1baZB$8vL/FhYz.jTvz2luksD5Pjp1KQCs2jToWgkWx3ymtX1
      sha512:$6$3qlyjuug9U4PFAFo$x0yP0ueshjqaFrldWwiKOlQ0s1u.gKx41I54hoyu2kw7c7WTcrMzLiIJZ9MjFo0iavmgLv5qrChP1kcZV6.OT/
      rounds:$6$rounds=5000$p7Yg2mu4NBZXQ.Hf$uVMHPRRUDKxkMBF81ZXWgVTG8cR/kKYX.usqdQ9pKsijV5hGPbc0pMOuiD0LtW/rwDVFi0Wpe6PXTTTLRqDy51
      des:BlhQ9Is12WDIc
      plain:plain
      """;

  @TempDir
  Path data;

  private Path file;
  private CredentialBackend backend;

  @BeforeEach
  void open() throws Exception {
    file = Files.writeString(data.resolve("htpasswd"), MADE);
    backend = Backends.open(settings("htpasswd"), null).getFirst();
  }

  @AfterEach
  void close() {
    backend.close();
  }

  @ParameterizedTest
  @CsvSource({"bcrypt, secret one", "apr1, sécret", "sha, secret3", "sha256, secret4", "sha512, secret5", "rounds, secret7", "des, secret6"})
  void every_form_that_htpasswd_makes_is_understood(String user, String password) {
    assertThat(login(user, password)).isEqualTo(new Verdict.Accepted(new UserName(user)));
    assertThat(login(user, password.substring(1))).isEqualTo(new Verdict.Rejected());
  }

  @Test
  void passwords_in_clear_are_not() {
    assertThat(login("plain", "plain")).isEqualTo(new Verdict.Rejected());
  }

  @Test
  void users_of_the_file_exist_and_others_do_not() {
    assertThat(backend.name()).isEqualTo("htpasswd");
    assertThat(lookUp("apr1")).isEqualTo(new Lookup.Found(new UserName("apr1"), Optional.empty()));
    assertThat(lookUp("nobody")).isEqualTo(new Lookup.NotFound());
    assertThat(login("nobody", "secret3")).isEqualTo(new Verdict.UnknownUser());
  }

  @Test
  void a_change_counts_at_once() throws Exception {
    assertThat(login("sha", "secret3")).isInstanceOf(Verdict.Accepted.class);
    Files.writeString(file, MADE.replace("sha:", "other:"));
    assertThat(login("sha", "secret3")).isEqualTo(new Verdict.UnknownUser());
    assertThat(login("other", "secret3")).isInstanceOf(Verdict.Accepted.class);
  }

  @ParameterizedTest
  @CsvSource({"none,none: there is no such file", ".,is not a file that may be read", "'',auth.htpasswdFile is empty"})
  void a_file_that_is_not_there_is_refused_at_start(String name, String why) {
    assertThatThrownBy(() -> Backends.open(settings(name), null)).isInstanceOf(ToolFailure.class)
        .hasMessageContaining(why);
  }

  private Settings settings(String name) {
    return SettingsLoader.load(List.of(RawSetting.of("data", data.toString(), "test"), RawSetting.of("auth.backends", "htpasswd", "test"),
        RawSetting.of("auth.htpasswdFile", name, "test")));
  }

  private Verdict login(String user, String password) {
    return backend.verify(new UserName(user), Password.of(password)).await().atMost(LONG);
  }

  private Lookup lookUp(String user) {
    return backend.lookUp(new UserName(user), SecretKind.NONE).await().atMost(LONG);
  }
}
