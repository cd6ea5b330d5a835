package org.godwit.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.godwit.imap.transcript.TestClient;
import org.godwit.imap.transcript.TestServer;

/** Whatever a stranger sends, the server answers until it has enough, then ends the connection; others are served. */
class NoiseTest {

  private static TestServer server;

  @BeforeContainer
  static void start() {
    server = TestServer.ofConnectionCommands(ImapLimits.DEFAULT);
  }

  @AfterContainer
  static void stop() {
    server.close();
  }

  @Property(tries = 150)
  void noiseEnds(@ForAll("noise") String noise) throws IOException {
    try (var client = new TestClient(server.port(), 1 << 20)) {
      client.line();
      try {
        client.send(noise);
        // fills what was announced, ends what was begun, and is too much of nothing in the end
        client.send("\r\n".repeat(5000));
        while (true) {
          assertThat(client.line()).doesNotContain("SERVERBUG");
        }
      } catch (UncheckedIOException ended) {
        assertThat(ended).matches(failure -> !(failure.getCause() instanceof SocketTimeoutException), "not by time-out");
      }
    }
    try (var other = new TestClient(server.port(), 1 << 20)) {
      other.line();
      assertThat(other.command("x", "NOOP")).isEqualTo("x OK NOOP completed\n");
    }
  }

  @Provide
  Arbitrary<String> noise() {
    var words = Arbitraries.of("a ", "LOGIN ", "alice ", "secret", "AUTHENTICATE PLAIN", "IDLE", "DONE", "COMPRESS DEFLATE",
        "ENABLE ", "ID ", "NIL", "(", ")", "\"", "\\", "*", "+", "=", "AA==", "LOGOUT", "CAPABILITY", "UNAUTHENTICATE", "{3+}\r\n",
        "{0}\r\n", "~{5+}\r\n", "{4096+}\r\n", "\r\n", "\n", "\r", "\0", "\u00e9", "\ud83d\ude00", "[", "]", "%", "&-", "FETCH 1:* ALL");
    return Arbitraries.oneOf(words, Arbitraries.strings().ofMaxLength(8), Arbitraries.of("a NOOP\r\n", "b LOGIN x y\r\n"))
        .list().ofMaxSize(60).map(list -> String.join("", list));
  }
}
