package org.godwit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.godwit.auth.sql.StallingRelay;
import org.godwit.auth.sql.TestPostgres;
import org.godwit.config.RawSetting;
import org.godwit.config.SettingsLoader;
import org.godwit.mailbox.MemoryAccounts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients of a server whose users are in a file and in a database that falls silent and comes back. */
class SqlUsersTest {
  private static final Duration LONG = Duration.ofSeconds(90);

  @TempDir
  Path data;

  private final Map<String, Integer> ports = Map.of("imap", freePort(), "pop3", freePort(), "lmtp", freePort());
  private TestPostgres postgres;
  private StallingRelay relay;
  private Server server;

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new IllegalStateException(none);
    }
  }

  @BeforeEach
  void start() throws Exception {
    postgres = TestPostgres.start();
    postgres.sql("CREATE TABLE users (name text, password text)", "INSERT INTO users VALUES ('alice', '{PLAIN}secret')");
    relay = new StallingRelay(postgres.port());
    Files.writeString(data.resolve("users"), "bob:{PLAIN}secret\n");
    var settings = new ArrayList<>(postgres.settings("data", data.toString(), "demo", "false", "sql.port", Integer.toString(relay.port()),
        "sql.timeoutMs", "700", "auth.backends", "sql,users", "imaps.port", "0", "pop3s.port", "0", "log.level", "error"));
    ports.forEach((protocol, port) -> settings.addAll(List.of(protocol + ".port", port.toString())));
    var raw = new ArrayList<RawSetting>();
    for (int i = 0; i < settings.size(); i += 2) {
      raw.add(RawSetting.of(settings.get(i), settings.get(i + 1), "test"));
    }
    server = Server.start(SettingsLoader.load(raw),
        (vertx, all, tls) -> MemoryAccounts.start(vertx).map(store -> MailServices.over(store, vertx, all, tls)), new PrintWriter(new StringWriter()));
  }

  @AfterEach
  void stop() throws Exception {
    assertThat(server.stop()).isTrue();
    relay.close();
    postgres.close();
  }

  @Test
  void a_silent_database_is_a_temporary_failure_for_its_users_and_nothing_to_others() throws Exception {
    awaitLogin();
    relay.stall();
    assertThat(imap("alice", "secret")).startsWith("a NO [UNAVAILABLE]");
    assertThat(imap("alice", "wrong")).startsWith("a NO [UNAVAILABLE]");
    assertThat(talk("pop3", "USER alice", "PASS secret")).startsWith("-ERR [SYS/TEMP]");
    assertThat(talk("lmtp", "LHLO client", "MAIL FROM:<>", "RCPT TO:<alice@example.org>")).startsWith("4");
    assertThat(imap("bob", "secret")).startsWith("a OK");
    assertThat(talk("lmtp", "LHLO client", "MAIL FROM:<>", "RCPT TO:<bob>")).startsWith("250");
    relay.heal();
    awaitLogin();
    assertThat(imap("alice", "wrong")).startsWith("a NO [AUTHENTICATIONFAILED]");
    assertThat(talk("lmtp", "LHLO client", "MAIL FROM:<>", "RCPT TO:<alice@example.org>")).startsWith("250");
    assertThat(talk("lmtp", "LHLO client", "MAIL FROM:<>", "RCPT TO:<nobody@example.org>")).startsWith("550 5.1.1");
  }

  /** A loaded machine may need several tries within so short a time-out; and a back end that was dead is left alone for a while. */
  private void awaitLogin() throws IOException {
    long end = System.nanoTime() + LONG.toNanos();
    String answer = imap("alice", "secret");
    while (answer.startsWith("a NO [UNAVAILABLE]") && System.nanoTime() < end) {
      answer = imap("alice", "secret");
    }
    assertThat(answer).startsWith("a OK");
  }

  private String imap(String user, String password) throws IOException {
    return talk("imap", "a LOGIN " + user + " " + password);
  }

  /** The last line of the answer to the last of these lines, each sent after the answer to the one before it. */
  private String talk(String protocol, String... lines) throws IOException {
    try (var client = new Socket(InetAddress.getLoopbackAddress(), ports.get(protocol))) {
      var answers = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
      String answer = answers.readLine();
      for (String line : lines) {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        do {
          answer = answers.readLine();
        } while (answer.startsWith("* ") || answer.matches("\\d{3}-.*"));
      }
      return answer;
    }
  }
}
