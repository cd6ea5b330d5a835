package org.godwit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.godwit.config.RawSetting;
import org.godwit.config.SettingsLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The data directory goes while the server runs: no account begins anew, nobody is served, and all goes on when it is back. */
class LostDirectoryTest {

  private static final int WAIT_MS = 60_000;

  @TempDir
  private Path directory;

  private final Logger log = (Logger) LoggerFactory.getLogger("org.godwit");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private Path data;
  private Path moved;
  private int imap;
  private int http;
  private Server server;

  @BeforeEach
  void start() throws Exception {
    data = Files.createDirectory(directory.resolve("data"));
    moved = directory.resolve("moved");
    // outside of the data directory: logins go on
    Path users = Files.writeString(directory.resolve("users"), "alice:{PLAIN}secret\nbob:{PLAIN}secret\n");
    imap = freePort();
    http = freePort();
    var settings = SettingsLoader.load(List.of(set("data", data), set("auth.usersFile", users), set("imap.port", imap), set("http.port", http),
        set("imaps.port", 0), set("pop3.port", 0), set("pop3s.port", 0), set("lmtp.port", 0), set("demo", false)));
    server = Server.start(settings, new MailServices.Opener(), new PrintWriter(new StringWriter()));
    lines.start();
    log.addAppender(lines);
  }

  @AfterEach
  void stop() {
    log.detachAppender(lines);
    server.stop();
  }

  private static RawSetting set(String key, Object value) {
    return RawSetting.of(key, value.toString(), "test");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** A client that has greeted. */
  private final class Client implements AutoCloseable {
    private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), imap);
    private final BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));

    Client() throws IOException {
      socket.setSoTimeout(WAIT_MS);
      in.readLine();
    }

    /** The answer to a command, with the untagged responses before it. */
    String ask(String command) throws IOException {
      socket.getOutputStream().write(("a " + command + "\r\n").getBytes(StandardCharsets.US_ASCII));
      var answer = new StringBuilder();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        answer.append(line).append('\n');
        if (line.startsWith("a ")) {
          break;
        }
      }
      return answer.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private Client loggedIn(String user) throws IOException {
    var client = new Client();
    assertThat(client.ask("LOGIN " + user + " secret")).contains("a OK");
    return client;
  }

  private String ready() {
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + "/ready")).build(), BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body().strip();
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static void until(Supplier<String> question, String answer) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MS);
    while (!question.get().equals(answer) && System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
    assertThat(question.get()).isEqualTo(answer);
  }

  @Test
  void nobody_is_served_and_no_account_begins_anew() throws Exception {
    try (var alice = loggedIn("alice"); var idle = loggedIn("alice")) {
      assertThat(alice.ask("CREATE Work")).contains("a OK");
      assertThat(idle.ask("SELECT Work")).contains("a OK");
      Files.move(data, moved);
      assertThat(idle.in.readLine()).startsWith("* BYE");
    }
    until(this::ready, "503 the data directory is not there");
    try (var bob = loggedIn("bob"); var alice = loggedIn("alice")) {
      for (int i = 0; i < 3; i++) {
        assertThat(bob.ask("SELECT INBOX")).isEqualTo("a NO [UNAVAILABLE] The server cannot reach its mail now\n");
        assertThat(alice.ask("SELECT Work")).isEqualTo("a NO [UNAVAILABLE] The server cannot reach its mail now\n");
      }
    }
    assertThat(data).doesNotExist();
    assertThat(lines.list).as("said once").filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.WARN)).singleElement()
        .satisfies(line -> assertThat(line.getFormattedMessage())
            .isEqualTo("The data directory " + data + " is not there any more: nobody is served until it is back"));

    Files.move(moved, data);
    until(this::ready, "200 ready");
    try (var alice = loggedIn("alice")) {
      assertThat(alice.ask("SELECT Work")).contains("a OK");
    }
  }

  @Test
  void another_directory_in_its_place_is_not_used() throws Exception {
    loggedIn("alice").close();
    Files.move(data, moved);
    Files.createDirectory(data);
    until(this::ready, "503 the data directory is not there");
    try (var bob = loggedIn("bob")) {
      assertThat(bob.ask("SELECT INBOX")).startsWith("a NO [UNAVAILABLE]");
    }
    assertThat(data).isEmptyDirectory();
  }
}
