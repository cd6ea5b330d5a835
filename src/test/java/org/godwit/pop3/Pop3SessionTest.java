package org.godwit.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.godwit.auth.CleartextPolicy;
import org.godwit.imap.session.ImapLimits;
import org.godwit.imap.transcript.TestServer;
import org.godwit.mail.Flags;
import org.godwit.mailbox.MemoryAccounts;
import org.godwit.pop3.session.Pop3Limits;
import org.godwit.storage.io.DiskException;
import org.godwit.wire.LoginBounds;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sessions beside each other, sessions that end badly, and everything that has a bound. */
class Pop3SessionTest {

  private static final MemoryAccounts ACCOUNTS = new MemoryAccounts();
  private static TestServer server;
  private static Pop3TestServer pop3;
  private static Pop3Fixture mail;

  private final String user = Pop3Fixture.newUser();

  @BeforeAll
  static void start() {
    server = TestServer.over(ACCOUNTS, ImapLimits.DEFAULT);
    pop3 = new Pop3TestServer(server, Pop3Limits.DEFAULT);
    mail = new Pop3Fixture(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Logs in as soon as nobody has the maildrop any more. */
  private static Pop3Client afterTheOther(int port, String user) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      var client = new Pop3Client(port);
      var reply = client.logIn(user);
      if (reply.startsWith("+OK")) {
        return client;
      }
      client.close();
      assertThat(reply).startsWith("-ERR [IN-USE]");
      assertThat(System.nanoTime()).isLessThan(end);
    }
  }

  @Test
  void aConnectionLostBeforeQuitLosesNothingAndGivesTheMaildropBack() throws IOException {
    mail.append(user, "one\r\n", "two\r\n");
    try (var lost = Pop3Client.loggedIn(pop3.port(), user)) {
      assertThat(lost.ask("DELE 1")).startsWith("+OK");
      assertThat(lost.ask("DELE 2")).startsWith("+OK");
    }
    try (var next = afterTheOther(pop3.port(), user)) {
      assertThat(next.ask("STAT")).isEqualTo("+OK 2 10");
    }
  }

  @Test
  void aLoginWhoseConnectionIsLostGivesTheMaildropBack() throws IOException {
    for (int i = 0; i < 50; i++) {
      try (var lost = new Pop3Client(pop3.port())) {
        lost.send("USER " + user + "\r\nPASS secret\r\n");
      }
    }
    afterTheOther(pop3.port(), user).close();
  }

  @Test
  void imapGoesOnBesideIt() throws IOException {
    mail.append(user, "Subject: 1\r\n\r\none\r\n", "two\r\n", "three\r\n");
    try (var client = Pop3Client.loggedIn(pop3.port(), user)) {
      mail.remove(user, 1, 3);
      mail.append(user, "four\r\n");
      assertThat(client.ask("STAT")).isEqualTo("+OK 3 31");
      // its octets are still there
      assertThat(client.message("RETR 1")).isEqualTo("Subject: 1\r\n\r\none\r\n");
      assertThat(client.list("UIDL")).hasSize(3);
      client.ask("DELE 1");
      client.ask("DELE 2");
      assertThat(client.ask("QUIT")).isEqualTo("+OK Bye");
    }
    assertThat(mail.inbox(user).messages().size()).isEqualTo(1);
    assertThat(mail.inbox(user).messages().uid(0)).isEqualTo(4);
  }

  @Test
  void ifTheDiskDoesNotTakeItNothingIsRemoved() throws IOException {
    mail.append(user, "one\r\n", "two\r\n");
    try (var client = Pop3Client.loggedIn(pop3.port(), user)) {
      client.ask("DELE 1");
      ACCOUNTS.failNextCommit(new DiskException(DiskException.Kind.FULL, "injected", null));
      assertThat(client.ask("QUIT")).startsWith("-ERR [SYS/TEMP] No message was removed");
      assertThat(client.isEnded()).isTrue();
    }
    try (var next = Pop3Client.loggedIn(pop3.port(), user)) {
      assertThat(next.ask("STAT")).isEqualTo("+OK 2 10");
    }
  }

  @Test
  void aThousandCommandsAtOnceAreAnsweredInOrder() throws IOException {
    mail.append(user, "text\r\n");
    try (var client = Pop3Client.loggedIn(pop3.port(), user)) {
      var commands = new StringBuilder();
      for (int i = 0; i < 1000; i++) {
        commands.append(i % 2 == 0 ? "LIST 1\r\n" : "RETR 1\r\n");
      }
      client.send(commands + "QUIT\r\n");
      for (int i = 0; i < 500; i++) {
        assertThat(client.line()).isEqualTo("+OK 1 6");
        assertThat(client.line()).isEqualTo("+OK 6 octets");
        assertThat(client.rest()).containsExactly("text");
      }
      assertThat(client.line()).isEqualTo("+OK Bye");
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void aClientThatDoesNotReadHoldsUpNobody() throws IOException {
    var body = ("0123456789".repeat(7) + "\r\n").repeat(60_000);
    mail.append(user, body);
    try (var slow = Pop3Client.loggedIn(pop3.port(), user)) {
      slow.send("RETR 1\r\n".repeat(20) + "DELE 1\r\n");
      var other = Pop3Fixture.newUser();
      mail.append(other, "quick\r\n");
      try (var quick = Pop3Client.loggedIn(pop3.port(), other)) {
        for (int i = 0; i < 100; i++) {
          assertThat(quick.message("RETR 1")).isEqualTo("quick\r\n");
        }
      }
      assertThat(slow.line()).isEqualTo("+OK " + body.length() + " octets");
      assertThat(String.join("\r\n", slow.rest()) + "\r\n").isEqualTo(body);
    }
    try (var next = afterTheOther(pop3.port(), user)) {
      assertThat(next.ask("STAT")).isEqualTo("+OK 1 " + body.length());
    }
  }

  @Test
  void bareLineFeedsBecomeLines() throws IOException {
    mail.append(user, "Subject: x\nTo: y\n\n.one\ntwo\r\nthree\rfour");
    try (var client = Pop3Client.loggedIn(pop3.port(), user)) {
      client.send("RETR 1\r\n");
      assertThat(client.line()).startsWith("+OK");
      for (var line : new String[] {"Subject: x", "To: y", "", "..one", "two", "three\rfour", "."}) {
        assertThat(client.line()).isEqualTo(line);
      }
      assertThat(client.message("TOP 1 1")).isEqualTo("Subject: x\r\nTo: y\r\n\r\n.one\r\n");
    }
  }

  @Test
  void linesHaveABound() throws IOException {
    try (var client = new Pop3Client(pop3.port())) {
      assertThat(client.ask("USER " + "x".repeat(4091))).startsWith("+OK");
      assertThat(client.ask("USER " + "x".repeat(4092))).isEqualTo("-ERR Command line too long");
      assertThat(client.ask("NOOP\0")).isEqualTo("-ERR Control characters are not allowed");
      client.connection().send(new byte[] {'U', 'S', 'E', 'R', ' ', (byte) 0xFC, '\r', '\n'});
      assertThat(client.line()).isEqualTo("-ERR Not UTF-8");
      assertThat(client.ask("")).isEqualTo("-ERR Unknown command");
      client.send("x".repeat(100_000));
      assertThat(client.line()).isEqualTo("-ERR Command line too long");
      assertThat(client.isEnded()).isTrue();
    }
    try (var client = new Pop3Client(pop3.port())) {
      assertThat(client.ask("AUTH PLAIN")).isEqualTo("+ ");
      client.send("A".repeat(20_000));
      assertThat(client.line()).isEqualTo("-ERR Line too long");
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void whoFailsTooOftenIsSentAway() throws IOException {
    try (var client = new Pop3Client(pop3.port())) {
      for (int i = 0; i < Pop3Limits.DEFAULT.badCommandsMax(); i++) {
        assertThat(client.ask("PASS guess")).startsWith("-ERR");
      }
      assertThat(client.isEnded()).isTrue();
    }
    try (var client = Pop3Client.loggedIn(pop3.port(), user)) {
      for (int i = 0; i < 2 * Pop3Limits.DEFAULT.badCommandsMax(); i++) {
        assertThat(client.ask("RETR 1")).isEqualTo("-ERR No such message");
      }
      client.send("what\r\n".repeat(Pop3Limits.DEFAULT.badCommandsMax()));
      for (int i = 0; i < Pop3Limits.DEFAULT.badCommandsMax(); i++) {
        assertThat(client.line()).isEqualTo("-ERR Unknown command");
      }
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void silenceEndsASessionWithoutAWordAndWithoutUpdate() throws IOException {
    var hasty = new Pop3TestServer(server, Pop3Limits.DEFAULT.withLogin(new LoginBounds(300, 1 << 20, 100)).withTimes(300, 0));
    mail.append(user, "one\r\n");
    try (var client = new Pop3Client(hasty.port())) {
      assertThat(client.isEnded()).isTrue();
    }
    try (var client = Pop3Client.loggedIn(hasty.port(), user)) {
      client.ask("DELE 1");
      assertThat(client.isEnded()).isTrue();
    }
    try (var next = afterTheOther(pop3.port(), user)) {
      assertThat(next.ask("STAT")).isEqualTo("+OK 1 5");
    }
  }

  @Test
  void aServerThatEndsDoesNotUpdate() throws IOException {
    var ending = new Pop3TestServer(server, Pop3Limits.DEFAULT);
    mail.append(user, "one\r\n");
    try (var client = Pop3Client.loggedIn(ending.port(), user); var idle = new Pop3Client(ending.port())) {
      client.ask("DELE 1");
      ending.server().close().await().atMost(java.time.Duration.ofSeconds(20));
      assertThat(client.isEnded()).isTrue();
      assertThat(idle.isEnded()).isTrue();
      assertThat(ending.server().connections()).isZero();
    }
    assertThat(mail.inbox(user).messages().size()).isEqualTo(1);
  }

  @Test
  void whoLogsInTooSoonWaits() throws IOException {
    var delaying = new Pop3TestServer(server, Pop3Limits.DEFAULT.withTimes(600_000, 900_000));
    try (var client = Pop3Client.loggedIn(delaying.port(), user)) {
      assertThat(client.list("CAPA")).contains("LOGIN-DELAY 900");
      client.ask("QUIT");
    }
    try (var client = new Pop3Client(delaying.port())) {
      assertThat(client.logIn(user)).startsWith("-ERR [LOGIN-DELAY]");
      assertThat(client.logIn(Pop3Fixture.newUser())).startsWith("+OK");
    }
  }

  @Test
  void wherePasswordsMustNotBeSentNoneIsLookedAt() throws IOException {
    var strict = new Pop3TestServer(server, Pop3Limits.DEFAULT, CleartextPolicy.TLS, false);
    try (var client = new Pop3Client(strict.port())) {
      assertThat(client.list("CAPA")).contains("STLS", "UTF8").doesNotContain("USER", "UTF8 USER", "SASL PLAIN");
      assertThat(client.ask("USER " + user)).startsWith("-ERR [AUTH]");
      assertThat(client.ask("PASS secret")).startsWith("-ERR [AUTH]");
      assertThat(client.ask("AUTH PLAIN")).startsWith("-ERR [AUTH]");
      // what comes in clear behind STLS is no command
      client.send("STLS\r\nQUIT\r\n");
      assertThat(client.line()).startsWith("+OK");
      client.startTls();
      assertThat(client.list("CAPA")).contains("USER", "SASL PLAIN").doesNotContain("STLS");
      assertThat(client.logIn(user)).startsWith("+OK");
    }
  }

  @Test
  void apopChecksTheDigestOfItsOwnGreeting() throws IOException {
    String before;
    try (var client = new Pop3Client(pop3.port())) {
      before = client.greeting().substring(client.greeting().indexOf('<'));
    }
    try (var client = new Pop3Client(pop3.port())) {
      var timestamp = client.greeting().substring(client.greeting().indexOf('<'));
      assertThat(timestamp).isNotEqualTo(before);
      assertThat(client.ask("APOP " + user + " " + Pop3TestServer.digest(before, "secret"))).startsWith("-ERR [AUTH]");
      assertThat(client.ask("APOP " + user + " " + Pop3TestServer.digest(timestamp, "secret"))).startsWith("+OK");
      assertThat(client.ask("STAT")).isEqualTo("+OK 0 0");
    }
    assertThat(Pop3TestServer.digest("<1896.697170952@dbc.mtview.ca.us>", "tanstaaf")).isEqualTo("c4c9334bac560ecc979e58001b3e22fb");
  }

  @Test
  void retrievedMessagesAreSeenOnlyIfThatIsAskedFor() throws IOException {
    var marking = new Pop3TestServer(server, Pop3Limits.DEFAULT, CleartextPolicy.LOOPBACK, true);
    mail.append(user, "one\r\n", "two\r\n", "three\r\n");
    for (var port : new int[] {pop3.port(), marking.port()}) {
      try (var client = afterTheOther(port, user)) {
        client.message("RETR 1");
        client.message("TOP 2 1");
        client.ask("QUIT");
      }
      var messages = mail.inbox(user).messages();
      boolean marks = port == marking.port();
      assertThat((messages.systemFlags(0) & Flags.SEEN) != 0).isEqualTo(marks);
      assertThat(messages.systemFlags(1) & Flags.SEEN).isZero();
    }
  }
}
