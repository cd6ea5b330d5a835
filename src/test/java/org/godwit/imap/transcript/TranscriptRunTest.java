package org.godwit.imap.transcript;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.godwit.imap.session.ImapLimits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transcripts that are wrong fail. */
class TranscriptRunTest {

  private static TestServer server;

  @TempDir
  Path directory;

  @BeforeAll
  static void start() {
    server = TestServer.ofConnectionCommands(ImapLimits.DEFAULT);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void whatIsRightPasses() {
    assertThatCode(() -> play("C: a ID NIL", "S: * ID (\"name\" \"$name\")", "S: a OK ID ...", "C: $name NOOP",
        "S: $name OK NOOP completed")).doesNotThrowAnyException();
    assertThatCode(() -> play("C: a ID NIL", "S*: a OK ...", "S*: * ID ...")).doesNotThrowAnyException();
  }

  @Test
  void anotherAnswerFails() {
    assertThatThrownBy(() -> play("C: a NOOP", "S: a NO ...")).hasMessageContaining("case.txt:4: expected a NO ...");
  }

  @Test
  void anUnexpectedUntaggedResponseFails() {
    assertThatThrownBy(() -> play("C: a ID NIL", "S: a OK ...")).hasMessageContaining("got      * ID");
    assertThatThrownBy(() -> play("C: a ID NIL", "S: * ID ...")).hasMessageContaining("was told, unexpectedly: a OK");
  }

  @Test
  void aBoundVariableStaysWhatItIs() {
    assertThatThrownBy(() -> play("C: a NOOP", "S: $tag OK ...", "C: b NOOP", "S: $tag OK ..."))
        .hasMessageContaining("got      b OK");
  }

  @Test
  void whatAClientComputesIsSentAndExpected() {
    assertThatCode(() -> play("C: ${repeat ab 2} NOOP", "S: abab OK ...")).doesNotThrowAnyException();
    assertThatCode(() -> play("C: ${base64 \\0$user\\0$password} NOOP", "S: AGFsaWNlAHNlY3JldA== OK ...")).doesNotThrowAnyException();
    // RFC 1939, 7
    assertThatCode(() -> play("C: ${apop <1896.697170952@dbc.mtview.ca.us> tanstaaf} NOOP", "S: c4c9334bac560ecc979e58001b3e22fb OK ..."))
        .doesNotThrowAnyException();
    // RFC 2195, 2
    assertThatCode(() -> play("C: ${cram-md5 tim tanstaaftanstaaf PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+} NOOP",
        "S: dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw OK ...")).doesNotThrowAnyException();
  }

  @Test
  void aServerThatProvesNothingFails() {
    assertThatThrownBy(() -> play("C: ${scram-first SCRAM-SHA-1 alice secret}", "S: ...", "C: ${scram-final cj1hYmMscz1BQUFBLGk9NDA5Ng==}"))
        .hasMessageContaining("case.txt:5: ${scram-final ...}");
    assertThatThrownBy(() -> play("C: ${unheard of}")).hasMessageContaining("there is no ${unheard ...}");
    assertThatThrownBy(() -> play("C: ${cram-md5 alice}")).hasMessageContaining("needs more arguments");
  }

  @Test
  void aConnectionThatStaysOpenIsNotClosed() {
    assertThatThrownBy(() -> play("C: a LOGOUT", "S closed")).hasMessageContaining("more to say");
  }

  @Test
  void whatIsNoTranscriptIsToldWithItsLine() {
    assertThatThrownBy(() -> play("C a NOOP")).hasMessageContaining("case.txt:3");
    assertThatThrownBy(() -> play("X: a NOOP")).hasMessageContaining("case.txt:3");
  }

  private void play(String... lines) throws IOException {
    var file = directory.resolve("case.txt");
    Files.writeString(file, "RFC: none\n\n" + String.join("\n", lines) + "\n");
    try (var run = new TranscriptRun(Transcript.read(directory, file), server.port(), 1 << 20, "alice")) {
      run.play();
    }
  }
}
