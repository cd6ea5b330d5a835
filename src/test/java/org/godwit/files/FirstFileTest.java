package org.godwit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstFileTest {

  private static final int MAKERS = 8;
  private static final int ROUNDS = 20;

  @TempDir
  private Path directory;

  @Test
  void ofManyWhoMakeItOneIsFirstAndNobodySeesAPart() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Path file = directory.resolve("made" + round);
      assertThat(allAtOnce(file)).containsOnlyOnce(true).hasSize(MAKERS);
      assertThat(Files.readString(file)).matches("(\\d)\\1{99999}");
    }
    try (var left = Files.list(directory)) {
      assertThat(left).as("nothing else is left behind").hasSize(ROUNDS);
    }
  }

  private static ArrayList<Boolean> allAtOnce(Path file) throws Exception {
    var together = new CyclicBarrier(MAKERS);
    var makers = new ArrayList<Callable<Boolean>>();
    for (int maker = 0; maker < MAKERS; maker++) {
      byte[] content = Integer.toString(maker).repeat(100_000).getBytes(StandardCharsets.US_ASCII);
      makers.add(() -> {
        together.await();
        boolean first = FirstFile.make(file, content);
        assertThat(Files.size(file)).isEqualTo(content.length);
        return first;
      });
    }
    var outcomes = new ArrayList<Boolean>();
    try (var threads = Executors.newFixedThreadPool(MAKERS)) {
      for (var made : threads.invokeAll(makers)) {
        outcomes.add(made.get());
      }
    }
    return outcomes;
  }

  @Test
  void itIsPrivateAndStays() throws Exception {
    Path file = directory.resolve("made");
    assertThat(FirstFile.make(file, new byte[] {'a'})).isTrue();
    assertThat(FirstFile.make(file, new byte[] {'b'})).isFalse();
    assertThat(Files.readString(file)).isEqualTo("a");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
  }

  @Test
  void withoutItsDirectoryItFails() {
    assertThatThrownBy(() -> FirstFile.make(directory.resolve("none/made"), new byte[1])).isInstanceOf(IOException.class);
  }
}
