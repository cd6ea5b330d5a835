package org.godwit.imap.transcript;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.godwit.imap.session.ImapLimits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Plays every transcript of IMAP, whole and cut into small pieces. */
class ImapTranscriptsTest {

  /** Octets in a piece. */
  private static final int[] CUTS = {1 << 20, 1, 7};

  private static final AtomicInteger USERS = new AtomicInteger();
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.ofEverything(ImapLimits.DEFAULT);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> transcripts() throws IOException, URISyntaxException {
    var root = Path.of(ImapTranscriptsTest.class.getResource("/transcripts/imap").toURI());
    try (var files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList().stream()
          .flatMap(file -> IntStream.of(CUTS).mapToObj(cut -> test(root, file, cut)));
    }
  }

  private static DynamicTest test(Path root, Path file, int cut) {
    return DynamicTest.dynamicTest(root.relativize(file) + " in pieces of " + cut, file.toUri(), () -> {
      var transcript = Transcript.read(root, file);
      try (var run = new TranscriptRun(transcript, server.port(), cut, "user" + USERS.incrementAndGet())) {
        run.play();
      }
    });
  }
}
