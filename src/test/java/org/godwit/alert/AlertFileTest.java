package org.godwit.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertFileTest {

  @TempDir
  private Path directory;

  private final Vertx vertx = Vertx.vertx();
  private Path file;
  private AlertFile alerts;

  @BeforeEach
  void start() {
    file = directory.resolve("alert");
    alerts = new AlertFile(vertx, file);
  }

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private List<String> now() {
    return alerts.now().await().atMost(Duration.ofSeconds(20)).stream().map(Alert::text).toList();
  }

  @Test
  void everyLineIsAnAlert() throws IOException {
    Files.writeString(file, "The server restarts at 18:00.\r\n\n  \nSpäter mehr\0.\n");
    assertThat(now()).containsExactly("The server restarts at 18:00.", "Später mehr .");
  }

  @Test
  void aChangeCountsAtOnce() throws IOException {
    assertThat(now()).isEmpty();
    for (int i = 0; i < 20; i++) {
      Files.writeString(file, "alert " + (char) ('a' + i));
      assertThat(now()).containsExactly("alert " + (char) ('a' + i));
    }
    Files.writeString(file, "old");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
    assertThat(now()).containsExactly("old");
    Files.writeString(directory.resolve("new"), "new");
    Files.setLastModifiedTime(directory.resolve("new"), FileTime.fromMillis(1_000_000_000_000L));
    Files.move(directory.resolve("new"), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(now()).containsExactly("new");
    Files.delete(file);
    assertThat(now()).isEmpty();
  }

  @Test
  void linesAndOctetsAreBounded() throws IOException {
    Files.writeString(file, "line\n".repeat(100));
    assertThat(now()).hasSize(AlertFile.LINES_MAX);
    Files.writeString(file, "x".repeat(1 << 20));
    assertThat(now()).containsExactly("x".repeat(Alert.CHARS_MAX));
    Files.write(file, new byte[] {'a', (byte) 0xff, (byte) 0xfe, 'b', '\n', 0, 0, '\n'});
    assertThat(now()).containsExactly("a\ufffd\ufffdb");
  }

  @Test
  void whatCannotBeReadSaysNothing() throws IOException {
    Files.createDirectory(file);
    assertThat(now()).isEmpty();
  }
}
