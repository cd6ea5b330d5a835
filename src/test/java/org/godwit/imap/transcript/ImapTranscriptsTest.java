package org.godwit.imap.transcript;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.godwit.alert.Alert;
import org.godwit.imap.session.ImapLimits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Plays every transcript of IMAP: whole over accounts on disk, cut into small pieces over accounts in memory. */
class ImapTranscriptsTest {

  private static final int WHOLE = 1 << 20;

  private static final AtomicInteger USERS = new AtomicInteger();

  @TempDir
  static Path data;
  private static TestServer onDisk;
  private static TestServer inMemory;
  /** For transcripts with the header Alerts. */
  private static TestServer alerting;

  @BeforeAll
  static void start() {
    onDisk = TestServer.onDisk(data, ImapLimits.DEFAULT);
    inMemory = TestServer.ofEverything(ImapLimits.DEFAULT);
    var alerts = List.of(new Alert("The server restarts at 18:00"), new Alert("Später mehr"));
    alerting = TestServer.alerting(ImapLimits.DEFAULT, vertx -> () -> Uni.createFrom().item(alerts));
  }

  @AfterAll
  static void stop() {
    onDisk.close();
    inMemory.close();
    alerting.close();
  }

  @TestFactory
  Stream<DynamicTest> transcripts() throws IOException, URISyntaxException {
    var root = Path.of(ImapTranscriptsTest.class.getResource("/transcripts/imap").toURI());
    try (var files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList().stream().flatMap(file -> Stream.of(
          test(root, file, onDisk, "on disk", WHOLE),
          test(root, file, inMemory, "octet by octet", 1),
          test(root, file, inMemory, "by seven octets", 7)));
    }
  }

  private static DynamicTest test(Path root, Path file, TestServer server, String how, int pieceBytes) {
    return DynamicTest.dynamicTest(root.relativize(file) + " " + how, file.toUri(), () -> {
      var transcript = Transcript.read(root, file);
      try (var run = new TranscriptRun(transcript, (transcript.headers().containsKey("alerts") ? alerting : server).port(), pieceBytes, "user" + USERS.incrementAndGet())) {
        run.play();
      }
    });
  }
}
