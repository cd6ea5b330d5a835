package org.godwit.imap.transcript;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.godwit.auth.sasl.TokenLogins;
import org.godwit.imap.session.ImapLimits;
import org.godwit.pop3.Pop3TestServer;
import org.godwit.pop3.session.Pop3Limits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Plays the transcripts of logging in with tokens, over IMAP and POP3: whole, and cut into small pieces. */
class TokenTranscriptsTest {

  private static final int WHOLE = 1 << 20;

  private static TestServer imap;
  private static Pop3TestServer pop3;

  @BeforeAll
  static void start() {
    imap = TestServer.ofEverything(ImapLimits.DEFAULT, TokenLogins.open());
    pop3 = new Pop3TestServer(imap, Pop3Limits.DEFAULT, TokenLogins.open(), false);
  }

  @AfterAll
  static void stop() {
    imap.close();
  }

  @TestFactory
  Stream<DynamicTest> transcripts() throws IOException, URISyntaxException {
    var root = Path.of(TokenTranscriptsTest.class.getResource("/transcripts/tokens").toURI());
    try (var files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList().stream()
          .flatMap(file -> Stream.of(test(root, file, WHOLE), test(root, file, 1), test(root, file, 7)));
    }
  }

  private static DynamicTest test(Path root, Path file, int pieceBytes) {
    return DynamicTest.dynamicTest(root.relativize(file) + " by " + pieceBytes + " octets", file.toUri(), () -> {
      var transcript = Transcript.read(root, file);
      try (var run = file.getParent().endsWith("imap") ? new TranscriptRun(transcript, imap.port(), pieceBytes, "alice")
          : new TranscriptRun(transcript, new Pop3Manners(), pop3.port(), imap.port(), pieceBytes, "alice")) {
        run.play();
      }
    });
  }
}
