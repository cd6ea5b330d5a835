package org.godwit.auth.otp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.WorkQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtpUsersTest {
  private static final UserName ALICE = new UserName("alice");

  @TempDir
  Path directory;

  @Test
  void a_change_is_seen_after_a_second() throws Exception {
    var clock = new AtomicLong();
    var files = new OtpFiles(directory.resolve("otp"));
    try (var work = new WorkQueue("test-otp", 1, 100)) {
      var users = new OtpUsers(files, work, new byte[32], clock::get);
      assertThat(users.isAny()).isFalse();
      files.set(ALICE, OtpPasswords.state("otp-md5", 500, "ke1234", "This is a test."));
      assertThat(users.isAny()).as("not yet").isFalse();
      look(users, work, clock);
      assertThat(users.isAny()).isTrue();
      files.remove(ALICE);
      look(users, work, clock);
      assertThat(users.isAny()).isFalse();
    }
  }

  /** A second passes, somebody asks, and the one thread has looked. */
  private static void look(OtpUsers users, WorkQueue work, AtomicLong clock) {
    clock.addAndGet(Duration.ofSeconds(2).toNanos());
    users.isAny();
    work.run(() -> true).await().atMost(Duration.ofSeconds(60));
  }
}
