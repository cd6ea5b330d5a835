package org.godwit.auth.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.godwit.auth.UserName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtpFilesTest {
  private static final UserName ALICE = new UserName("alice");
  private static final OtpState FIRST = new OtpState("otp-md5", 499, "ke1234", new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
  private static final OtpState SECOND = new OtpState("otp-md5", 498, "ke1234", new byte[] {8, 7, 6, 5, 4, 3, 2, 1});

  @TempDir
  Path directory;

  @Test
  void what_is_set_is_there_for_whoever_comes_next() throws Exception {
    Path otp = directory.resolve("otp");
    assertThat(new OtpFiles(otp).isAny()).isFalse();
    assertThat(new OtpFiles(otp).read(ALICE)).isEmpty();
    new OtpFiles(otp).set(ALICE, FIRST);
    assertThat(new OtpFiles(otp).isAny()).isTrue();
    assertThat(new OtpFiles(otp).read(ALICE)).contains(FIRST);
    assertThat(Files.readString(otp.resolve("alice"))).isEqualTo("otp-md5 499 ke1234 0102030405060708\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(otp.resolve("alice")))).isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(otp))).isEqualTo("rwx------");
    assertThat(new OtpFiles(otp).remove(ALICE)).isTrue();
    assertThat(new OtpFiles(otp).remove(ALICE)).isFalse();
    assertThat(new OtpFiles(otp).isAny()).isFalse();
  }

  @Test
  void a_password_is_used_once_however_many_try() throws Exception {
    new OtpFiles(directory).set(ALICE, FIRST);
    try (var threads = Executors.newFixedThreadPool(8)) {
      var tries = new ArrayList<Callable<Boolean>>();
      var one = new OtpFiles(directory);
      for (int i = 0; i < 40; i++) {
        tries.add(() -> one.advance(ALICE, FIRST, SECOND));
      }
      long went = threads.invokeAll(tries).stream().filter(OtpFilesTest::went).count();
      assertThat(went).isEqualTo(1);
    }
    assertThat(new OtpFiles(directory).read(ALICE)).contains(SECOND);
    assertThat(new OtpFiles(directory).advance(ALICE, FIRST, SECOND)).isFalse();
  }

  @Test
  void a_crash_before_the_end_leaves_what_was() throws Exception {
    var files = new OtpFiles(directory);
    files.set(ALICE, FIRST);
    // what a crash within a change leaves behind: a new file that is not in place yet, and the one that says who writes
    Files.writeString(directory.resolve(".alice.new"), "otp-md5 49");
    assertThat(files.read(ALICE)).contains(FIRST);
    assertThat(files.advance(ALICE, FIRST, SECOND)).isTrue();
    assertThat(files.read(ALICE)).contains(SECOND);
  }

  @Test
  void damage_is_told_and_never_taken_for_nothing() throws Exception {
    var files = new OtpFiles(directory);
    for (String text : new String[] {"", "otp-md5 499 ke1234 01", "otp-md4 499 ke1234 0102030405060708\n", "otp-md5 49999 ke1234 0102030405060708\n"}) {
      Files.writeString(directory.resolve("alice"), text);
      assertThatThrownBy(() -> files.read(ALICE)).isInstanceOf(IOException.class).hasMessageContaining("is damaged");
      assertThatThrownBy(() -> files.advance(ALICE, FIRST, SECOND)).isInstanceOf(IOException.class);
    }
  }

  private static boolean went(Future<Boolean> attempt) {
    try {
      return attempt.get();
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }
}
