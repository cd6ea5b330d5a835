package org.godwit.imap.transcript;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.godwit.imap.session.ImapLimits;
import org.godwit.pop3.Pop3TestServer;
import org.godwit.pop3.session.Pop3Limits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Plays every transcript of POP3: whole over accounts on disk, cut into small pieces over accounts in memory. */
class Pop3TranscriptsTest {

  private static final int WHOLE = 1 << 20;

  private static final AtomicInteger USERS = new AtomicInteger();

  @TempDir
  static Path data;
  private static Served onDisk;
  private static Served inMemory;

  private record Served(TestServer imap, Pop3TestServer pop3) {
    Served(TestServer imap) {
      this(imap, new Pop3TestServer(imap, Pop3Limits.DEFAULT));
    }
  }

  @BeforeAll
  static void start() {
    onDisk = new Served(TestServer.onDisk(data, ImapLimits.DEFAULT));
    inMemory = new Served(TestServer.ofEverything(ImapLimits.DEFAULT));
  }

  @AfterAll
  static void stop() {
    onDisk.imap.close();
    inMemory.imap.close();
  }

  @TestFactory
  Stream<DynamicTest> transcripts() throws IOException, URISyntaxException {
    var root = Path.of(Pop3TranscriptsTest.class.getResource("/transcripts/pop3").toURI());
    try (var files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList().stream().flatMap(file -> Stream.of(
          test(root, file, onDisk, "on disk", WHOLE),
          test(root, file, inMemory, "octet by octet", 1),
          test(root, file, inMemory, "by seven octets", 7)));
    }
  }

  private static DynamicTest test(Path root, Path file, Served served, String how, int pieceBytes) {
    return DynamicTest.dynamicTest(root.relativize(file) + " " + how, file.toUri(), () -> {
      var transcript = Transcript.read(root, file);
      var user = "user" + USERS.incrementAndGet();
      try (var run = new TranscriptRun(transcript, new Pop3Manners(), served.pop3.port(), served.imap.port(), pieceBytes, user)) {
        run.play();
      }
    });
  }
}
