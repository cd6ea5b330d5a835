package org.godwit.imap.transcript;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
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

  @BeforeAll
  static void start() {
    onDisk = TestServer.onDisk(data, ImapLimits.DEFAULT);
    inMemory = TestServer.ofEverything(ImapLimits.DEFAULT);
  }

  @AfterAll
  static void stop() {
    onDisk.close();
    inMemory.close();
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
      try (var run = new TranscriptRun(transcript, server.port(), pieceBytes, "user" + USERS.incrementAndGet())) {
        run.play();
      }
    });
  }
}
