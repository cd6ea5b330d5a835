package org.godwit.auth.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.godwit.auth.Password;
import org.godwit.auth.UserName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CramMd5FileTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir
  Path directory;

  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("cram-md5.pwd");
    Files.writeString(file, "# a comment\nfred\trubble\nbarney\tbed rock\t\nbroken line\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void its_passwords_serve_plaintext_logins_too() throws IOException {
    try (var users = new CramMd5File(file, 10)) {
      assertThat(verify(users, "fred", "rubble")).isEqualTo(new Verdict.Accepted(new UserName("fred")));
      assertThat(verify(users, "barney", "bed rock\t")).isEqualTo(new Verdict.Accepted(new UserName("barney")));
      assertThat(verify(users, "fred", "flint")).isEqualTo(new Verdict.Rejected());
      assertThat(verify(users, "wilma", "rubble")).isEqualTo(new Verdict.UnknownUser());
      assertThat(users.lookUp(new UserName("fred"), SecretKind.CLEAR_PASSWORD).await().atMost(LONG)).isInstanceOf(Lookup.Found.class);
      assertThat(users.capabilities()).contains(Capability.CLEAR_PASSWORD);
    }
  }

  @Test
  void changes_count_at_once() throws IOException {
    try (var users = new CramMd5File(file, 10)) {
      Files.writeString(file, "fred\tflint\n");
      assertThat(verify(users, "fred", "flint")).isInstanceOf(Verdict.Accepted.class);
      Files.delete(file);
      assertThat(verify(users, "fred", "flint")).isEqualTo(new Verdict.UnknownUser());
    }
  }

  @Test
  void a_file_that_others_can_read_is_refused() throws IOException {
    try (var users = new CramMd5File(file, 10)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
      assertThat(verify(users, "fred", "rubble")).isInstanceOf(Verdict.Unavailable.class);
    }
    assertThatThrownBy(() -> new CramMd5File(file, 10)).isInstanceOf(IOException.class).hasMessageContaining("chmod 600");
  }

  private static Verdict verify(CramMd5File users, String user, String password) {
    return users.verify(new UserName(user), Password.of(password)).await().atMost(LONG);
  }
}
