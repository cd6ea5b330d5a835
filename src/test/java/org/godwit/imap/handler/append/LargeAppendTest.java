package org.godwit.imap.handler.append;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.imap.session.ImapLimits;
import org.godwit.imap.transcript.TestClient;
import org.godwit.imap.transcript.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Messages that are too large to be held in memory, over a connection. */
class LargeAppendTest {

  private static final AtomicInteger USERS = new AtomicInteger();
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.ofEverything(ImapLimits.DEFAULT.withMessages(4 << 20, 64 << 10));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static TestClient client(String user) throws IOException {
    var client = new TestClient(server.port(), 1 << 20);
    client.line();
    assertThat(client.command("l", "LOGIN " + user + " secret")).contains("l OK");
    assertThat(client.command("s", "SELECT INBOX")).contains("s OK");
    return client;
  }

  private static String user() {
    return "large" + USERS.incrementAndGet();
  }

  private static String message(int lines) {
    return "Subject: large\r\n\r\n" + "0123456789 the quick brown fox jumps over the lazy dog\r\n".repeat(lines);
  }

  private static String until(TestClient client, String tag) {
    return client.command(tag, "NOOP");
  }

  @Test
  void comesBackAsItWent() throws IOException {
    String message = message(50_000);
    try (var client = client(user())) {
      client.send("a1 APPEND INBOX (\\Seen) {" + message.length() + "+}\r\n" + message + "\r\n");
      assertThat(until(client, "a2")).contains("* 1 EXISTS").contains("a1 OK [APPENDUID ");
      var fetched = client.command("a3", "FETCH 1 (RFC822.SIZE BODY.PEEK[])");
      assertThat(fetched).startsWith("* 1 FETCH (RFC822.SIZE " + message.length() + " BODY[] {" + message.length() + "}")
          .contains(message.replace("\r\n", "\n")).endsWith("a3 OK FETCH completed\n");
      assertThat(client.command("a4", "FETCH 1 BODY.PEEK[HEADER.FIELDS (SUBJECT)]")).contains("Subject: large\n\n");
    }
  }

  @Test
  void smallAndLargeInOneCommandAreAllOrNothing() throws IOException {
    String large = message(5_000);
    String small = message(1);
    try (var client = client(user())) {
      client.send("a1 APPEND INBOX {" + large.length() + "+}\r\n" + large + " {" + small.length() + "+}\r\n" + small + " {"
          + large.length() + "+}\r\n" + large + "\r\n");
      assertThat(until(client, "a2")).contains("* 3 EXISTS").containsPattern("a1 OK \\[APPENDUID \\d+ 1:3\\]");
      client.send("a3 APPEND INBOX {" + large.length() + "+}\r\n" + large + " {0+}\r\n\r\n");
      assertThat(until(client, "a4")).contains("a3 NO ").doesNotContain("EXISTS");
      client.send("a5 APPEND nowhere {" + large.length() + "+}\r\n" + large + "\r\n");
      assertThat(until(client, "a6")).contains("a5 NO [TRYCREATE] ");
      assertThat(client.command("a7", "FETCH 1:* RFC822.SIZE")).isEqualTo("* 1 FETCH (RFC822.SIZE " + large.length()
          + ")\n* 2 FETCH (RFC822.SIZE " + small.length() + ")\n* 3 FETCH (RFC822.SIZE " + large.length() + ")\na7 OK FETCH completed\n");
    }
  }

  @Test
  void tooBigIsRefusedBeforeItIsSent() throws IOException {
    try (var client = client(user())) {
      assertThat(client.command("a1", "APPEND INBOX {" + ((4 << 20) + 1) + "}")).startsWith("a1 NO [TOOBIG] ");
      assertThat(client.command("a2", "NOOP")).isEqualTo("a2 OK NOOP completed\n");
    }
  }

  @Test
  void nulNeedsALiteral8() throws IOException {
    String message = message(2_000) + "\0\r\n";
    try (var client = client(user())) {
      client.send("a1 APPEND INBOX {" + message.length() + "+}\r\n" + message + "\r\n");
      assertThat(until(client, "a2")).contains("a1 NO [CANNOT] ");
      client.send("a3 APPEND INBOX {8+}\r\nA: b\r\n\r\0\r\n");
      assertThat(until(client, "a4")).contains("a3 NO [CANNOT] ");
      client.send("a5 APPEND INBOX ~{" + message.length() + "+}\r\n" + message + "\r\n");
      assertThat(until(client, "a6")).contains("* 1 EXISTS").contains("a5 OK ");
      assertThat(client.command("a7", "FETCH 1 BODY.PEEK[]")).contains(message.replace("\r\n", "\n"));
      assertThat(client.command("a8", "FETCH 1 BINARY.PEEK[1]")).startsWith("* 1 FETCH (BINARY[1] ~{");
    }
  }

  @Test
  void connectionLostInTheMiddleLeavesNothing() throws IOException {
    String user = user();
    String message = message(5_000);
    try (var client = client(user)) {
      client.send("a1 APPEND INBOX {" + message.length() + "+}\r\n" + message.substring(0, 150_000));
    }
    try (var client = client(user)) {
      assertThat(client.command("a2", "STATUS INBOX (MESSAGES)")).startsWith("* STATUS INBOX (MESSAGES 0)");
      client.send(("a3 APPEND INBOX {" + message.length() + "+}\r\n" + message + "\r\n").getBytes(StandardCharsets.US_ASCII));
      assertThat(until(client, "a4")).contains("a3 OK ");
    }
  }
}
