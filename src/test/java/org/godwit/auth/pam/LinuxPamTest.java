package org.godwit.auth.pam;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.godwit.auth.backend.BackendSetupException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The system's libpam, where there is one, with services of the test's own: nothing of the system's is changed or asked. */
class LinuxPamTest {
  @TempDir
  Path directory;

  private LinuxPam pam;

  @BeforeEach
  void open() throws IOException {
    Files.writeString(directory.resolve("other"), "auth required pam_deny.so\naccount required pam_deny.so\n");
    try {
      pam = new LinuxPam("test", Optional.of(directory));
    } catch (BackendSetupException none) {
      // a machine without libpam: LinuxPam is for Linux, and a container may lack it
      Assumptions.abort(none.getMessage());
    }
    service("auth required pam_permit.so", "account required pam_permit.so");
    // pam_permit.so comes in another package than libpam does
    Assumptions.assumeTrue(pam.check("alice", "secret").code() == PamCode.SUCCESS, "libpam has no modules");
  }

  private void service(String... lines) throws IOException {
    Files.writeString(directory.resolve("test"), String.join("\n", lines) + "\n");
  }

  /** Says that the password is the user's name behind "secret of ". */
  private void passwords() throws IOException {
    Path script = Files.writeString(directory.resolve("check"), "#!/bin/sh\nread -r password\n[ \"$password\" = \"secret of $PAM_USER\" ]\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    service("auth [success=1 default=ignore] pam_exec.so quiet expose_authtok " + script, "auth requisite pam_deny.so",
        "auth required pam_permit.so", "account required pam_permit.so");
  }

  @Test
  void modules_are_told_the_password_when_they_ask() throws IOException {
    passwords();
    assertThat(pam.check("alice", "secret of alice")).satisfies(answer -> {
      assertThat(answer.code()).isEqualTo(PamCode.SUCCESS);
      assertThat(answer.user()).isEqualTo("alice");
    });
    assertThat(pam.check("bob", "secret of alice").code()).isEqualTo(PamCode.AUTH_ERR);
    assertThat(pam.check("bob", "secret of bob").code()).isEqualTo(PamCode.SUCCESS);
    assertThat(pam.check("ä" + "b".repeat(40), "secret of ä" + "b".repeat(40)).code()).isEqualTo(PamCode.SUCCESS);
  }

  @ParameterizedTest
  @CsvSource({"perm_denied, success, PERM_DENIED", "authinfo_unavail, success, AUTHINFO_UNAVAIL", "user_unknown, success, USER_UNKNOWN",
      "success, acct_expired, ACCT_EXPIRED", "success, new_authtok_reqd, NEW_AUTHTOK_REQD", "success, success, SUCCESS",
      "system_err, success, SYSTEM_ERR", "success, perm_denied, PERM_DENIED"})
  void both_whether_the_password_is_right_and_whether_the_account_may_be_used(String auth, String account, PamCode code) throws IOException {
    service("auth required pam_debug.so auth=" + auth, "account required pam_debug.so acct=" + account);
    assertThat(pam.check("alice", "secret").code()).isEqualTo(code);
  }

  @Test
  void a_service_that_is_not_described_lets_nobody_in() throws IOException {
    Files.delete(directory.resolve("test"));
    assertThat(pam.check("alice", "secret").code().meaning()).isEqualTo(PamCode.Meaning.NO);
    Files.delete(directory.resolve("other"));
    assertThat(pam.check("alice", "secret").code().meaning()).isEqualTo(PamCode.Meaning.UNCLEAR);
    service("auth required pam_nosuchmodule.so", "account required pam_permit.so");
    assertThat(pam.check("alice", "secret").code().meaning()).isNotEqualTo(PamCode.Meaning.YES);
  }

  @Test
  void without_a_directory_the_systems_services_are_asked() {
    assertThat(new LinuxPam("godwit-no-such-service", Optional.empty()).check("no-such-user-here", "secret").code()).isNotEqualTo(PamCode.SUCCESS);
  }

  /** What a module asks to be waited for would keep a thread: an hour of it is over at once. */
  @Test
  void a_delay_that_modules_want_is_not_waited_for() throws IOException {
    service("auth optional pam_faildelay.so delay=3600000000", "auth requisite pam_deny.so", "account required pam_permit.so");
    assertThat(pam.check("alice", "secret").code()).isEqualTo(PamCode.AUTH_ERR);
  }

  @Test
  void several_at_a_time_do_not_get_each_others_answers() throws Exception {
    passwords();
    List<Callable<Boolean>> logins = IntStream.range(0, 40).<Callable<Boolean>>mapToObj(i -> () -> {
      boolean right = i % 2 == 0;
      return (pam.check("user" + i, right ? "secret of user" + i : "secret of user" + (i + 1)).code() == PamCode.SUCCESS) == right;
    }).toList();
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (var login : threads.invokeAll(logins, 60, TimeUnit.SECONDS)) {
        assertThat(login.get()).isTrue();
      }
    }
  }

  @Test
  void the_system_knows_root_and_does_not_know_everybody() throws IOException {
    var system = new NameService();
    assertThat(system.uid("root")).hasValue(0);
    assertThat(system.uid("no-such-user-here")).isEmpty();
    assertThat(system.uid("")).isEmpty();
  }
}
