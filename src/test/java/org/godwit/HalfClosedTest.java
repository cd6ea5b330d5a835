package org.godwit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.godwit.imap.session.ImapLimits;
import org.godwit.imap.transcript.TestServer;
import org.godwit.lmtp.LmtpTestServer;
import org.godwit.lmtp.session.LmtpLimits;
import org.godwit.pop3.Pop3TestServer;
import org.godwit.pop3.session.Pop3Limits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that send everything, close their sending half, and then read: {@code printf ... | nc -N} and the like. */
@Timeout(120)
class HalfClosedTest {

  private static TestServer imap;
  private static Pop3TestServer pop3;
  private static LmtpTestServer lmtp;

  @BeforeAll
  static void start() {
    imap = TestServer.ofEverything(ImapLimits.DEFAULT);
    pop3 = new Pop3TestServer(imap, Pop3Limits.DEFAULT);
    lmtp = LmtpTestServer.inMemory(LmtpLimits.DEFAULT);
  }

  @AfterAll
  static void stop() {
    lmtp.close();
    imap.close();
  }

  /** Everything that comes until the server closes. */
  private static String answers(int port, String sent) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(sent.getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String deposit(String user, int messages) throws IOException {
    var commands = new StringBuilder("a LOGIN " + user + " secret\r\n");
    for (int i = 0; i < messages; i++) {
      String message = "Subject: " + i + "\r\n\r\n" + "line of text\r\n".repeat(5000);
      commands.append("b APPEND INBOX {").append(message.length()).append("+}\r\n").append(message).append("\r\n");
    }
    return answers(imap.port(), commands.toString());
  }

  @RepeatedTest(5)
  void imapAnswersEverything() throws IOException {
    assertThat(deposit("half1", 3).lines().filter(line -> line.startsWith("b OK"))).hasSize(3);
    String all = answers(imap.port(), "a LOGIN half1 secret\r\nb SELECT INBOX\r\nc FETCH 1:* BODY.PEEK[]\r\nd LOGOUT\r\n");
    assertThat(all).contains("\r\nc OK").endsWith("d OK LOGOUT completed\r\n").hasSizeGreaterThan(200_000);
    assertThat(answers(imap.port(), "a LOGIN half1 secret\r\nb SELECT INBOX\r\nc FETCH 1:3 BODY.PEEK[]\r\n")).as("without LOGOUT")
        .contains("\r\nc OK");
  }

  @RepeatedTest(5)
  void pop3AnswersEverythingAndQuitTakesEffect() throws IOException {
    deposit("half2", 2);
    String session = "USER half2\r\nPASS secret\r\nRETR 1\r\nDELE 1\r\nDELE 2\r\n";
    assertThat(answers(pop3.port(), session)).as("without QUIT nothing is removed").contains("line of text\r\n.\r\n+OK");
    assertThat(answers(pop3.port(), session + "QUIT\r\n").lines().filter(line -> line.startsWith("+OK"))).hasSize(7);
    assertThat(answers(pop3.port(), "USER half2\r\nPASS secret\r\nSTAT\r\nQUIT\r\n")).contains("+OK 0 0\r\n");
  }

  @Test
  void lmtpAnswersEverythingAndTakesNoHalfMessage() throws IOException {
    String begun = "LHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<user1>\r\nDATA\r\nSubject: x\r\n\r\n";
    assertThat(answers(lmtp.port(), begun + "text\r\n.\r\nQUIT\r\n").lines().map(line -> line.substring(0, 4)).toList())
        .endsWith("250 ", "250 ", "354 ", "250 ", "221 ");
    assertThat(answers(lmtp.port(), begun + "text\r\n").lines().map(line -> line.substring(0, 4)).toList()).endsWith("250 ", "354 ");
    assertThat(lmtp.messages("user1", "INBOX")).hasSize(1);
  }

  @Test
  void whoSaysNothingIsGone() throws IOException {
    for (int port : List.of(imap.port(), pop3.port(), lmtp.port())) {
      assertThat(answers(port, "").lines()).hasSize(1);
    }
    assertThat(answers(imap.port(), "a LOGIN half1 secret\r\nb IDLE\r\n")).contains("+ ").doesNotContain("b OK");
    assertThat(answers(imap.port(), "a LOGIN {5}\r\nhal")).contains("+ ");
    assertThat(answers(imap.port(), "a CAPABILITY\r\nb NOO")).contains("a OK").doesNotContain("\r\nb ");
  }
}
