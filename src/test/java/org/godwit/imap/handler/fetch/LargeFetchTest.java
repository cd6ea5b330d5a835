package org.godwit.imap.handler.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.godwit.imap.session.ImapLimits;
import org.godwit.imap.transcript.TestClient;
import org.godwit.imap.transcript.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages with a file of their own, which go from there to the client. */
class LargeFetchTest {

  private static final String HEADER = "Subject: large\r\n\r\n";
  private static final String TEXT = IntStream.range(0, 150_000).mapToObj("line %07d\r\n"::formatted).collect(Collectors.joining());
  private static final String MESSAGE = HEADER + TEXT;

  @TempDir
  private static Path data;
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    server = TestServer.onDisk(data, ImapLimits.DEFAULT.withMessages(4 << 20, 64 << 10));
    try (var client = client()) {
      client.send("a1 APPEND INBOX {" + MESSAGE.length() + "+}\r\n" + MESSAGE + "\r\n");
      assertThat(client.command("a2", "NOOP")).contains("a1 OK");
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static TestClient client() throws IOException {
    var client = new TestClient(server.port(), 1 << 20);
    client.line();
    assertThat(client.command("l", "LOGIN large secret")).contains("l OK");
    return client;
  }

  private static String fetch(String items) throws IOException {
    try (var client = client()) {
      assertThat(client.command("s", "SELECT INBOX")).contains("s OK");
      return client.command("f", "FETCH 1 " + items);
    }
  }

  private static String literal(String name, String octets) {
    return name + " {" + octets.length() + "}\n" + octets.replace("\r\n", "\n");
  }

  @Test
  void wholeAndInPart() throws IOException {
    assertThat(fetch("BODY.PEEK[]")).isEqualTo("* 1 FETCH (" + literal("BODY[]", MESSAGE) + ")\nf OK FETCH completed\n");
    String part = MESSAGE.substring(400_003, 1_800_003);
    assertThat(fetch("BODY.PEEK[]<400003.1400000>")).isEqualTo("* 1 FETCH (" + literal("BODY[]<400003>", part) + ")\nf OK FETCH completed\n");
  }

  @Test
  void severalItemsInOrder() throws IOException {
    assertThat(fetch("(UID BODY.PEEK[TEXT] BODY.PEEK[HEADER] BODY.PEEK[] RFC822.SIZE)")).isEqualTo("* 1 FETCH (UID 1 "
        + literal("BODY[TEXT]", TEXT) + " " + literal("BODY[HEADER]", HEADER) + " " + literal("BODY[]", MESSAGE)
        + " RFC822.SIZE " + MESSAGE.length() + ")\nf OK FETCH completed\n");
  }

  @Test
  void aClientThatLeavesInTheMiddleHurtsNobody() throws IOException {
    for (int i = 0; i < 5; i++) {
      try (var leaving = client()) {
        leaving.send("s SELECT INBOX\r\nf FETCH 1 BODY.PEEK[]\r\n");
        leaving.line();
      }
    }
    assertThat(fetch("BODY.PEEK[TEXT]")).contains("line 0149999\n");
  }
}
