package org.godwit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.auth.Password;
import org.godwit.auth.PasswordHash;
import org.godwit.auth.UserFile;
import org.godwit.auth.UserName;
import org.godwit.config.RawSetting;
import org.godwit.config.Settings;
import org.godwit.config.SettingsLoader;
import org.godwit.mailbox.remote.Leaving;
import org.godwit.tls.TestTls;
import org.godwit.tool.ToolFailure;
import org.godwit.wire.Acceptor;
import org.godwit.wire.Connection;
import org.godwit.wire.WireLimits;
import org.godwit.wire.gate.TurnedAway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTest {

  @TempDir
  Path directory;

  private final StringWriter out = new StringWriter();
  private final List<Server> running = new ArrayList<>();
  private final Fake services = new Fake();

  /** Services that greet, and keep what is delivered. */
  private static class Fake implements Services {

    private final List<String> delivered = new CopyOnWriteArrayList<>();
    private volatile Leaving leaving;
    private volatile boolean sessionsEnded;
    private volatile boolean closed;

    @Override
    public Acceptor acceptor(Protocol protocol) {
      return new Acceptor() {
        @Override
        public WireLimits limits() {
          return WireLimits.DEFAULT;
        }

        @Override
        public boolean hasLogin() {
          return true;
        }

        @Override
        public String refusal(TurnedAway why) {
          return "* BYE " + why + "\r\n";
        }

        @Override
        public void accept(Connection connection) {
          connection.output().putAscii("* OK hello\r\n");
          connection.output().flush();
        }
      };
    }

    @Override
    public Uni<Void> deliver(UserName account, byte[] message) {
      return Uni.createFrom().voidItem().invoke(() -> delivered.add(account + " " + new String(message, StandardCharsets.UTF_8)));
    }

    @Override
    public Uni<Void> drain() {
      return Uni.createFrom().voidItem();
    }

    @Override
    public int toHandOver() {
      return 0;
    }

    @Override
    public void mayEnd(Leaving server) {
      leaving = server;
    }

    @Override
    public boolean hasData() {
      return true;
    }

    @Override
    public void endSessions() {
      sessionsEnded = true;
    }

    @Override
    public Uni<Void> close() {
      return Uni.createFrom().voidItem().invoke(() -> closed = true);
    }
  }

  @AfterEach
  void stop() {
    running.forEach(Server::stop);
  }

  @Test
  void it_serves_on_its_port_and_ends_cleanly() throws Exception {
    int port = freePort();
    Server server = start(port, "data", false);
    assertThat(greeting(port)).isEqualTo("* OK hello");
    assertThat(out.toString()).contains("Listening on imap://127.0.0.1:" + port).doesNotContain("password");
    running.remove(server);
    assertThat(server.stop()).isTrue();
    assertThat(services.sessionsEnded).isTrue();
    assertThat(services.closed).isTrue();
    assertThatThrownBy(() -> greeting(port)).isInstanceOf(IOException.class);
  }

  @Test
  void a_tool_may_end_it() throws Exception {
    Server server = start(freePort(), "data", false);
    var progress = services.leaving.leave();
    server.awaitLeave();
    assertThat(progress).isEqualTo(new Leaving.Progress(Leaving.Stage.HANDING_OVER, 0, 0, 0));
    running.remove(server);
    assertThat(server.stop()).isTrue();
    assertThat(services.leaving.leave().stage()).isEqualTo(Leaving.Stage.GOODBYE);
  }

  @Test
  void an_empty_data_directory_gets_a_demo_account_once() throws Exception {
    Server server = start(freePort(), "data", true);
    Matcher password = Pattern.compile("password +([a-z2-9-]{17})\n").matcher(out.toString());
    assertThat(password.find()).isTrue();
    String hash = new UserFile(directory.resolve("data/users")).read().hashText(new UserName("demo")).orElseThrow();
    assertThat(PasswordHash.parse(hash).matches(Password.of(password.group(1)))).isTrue();
    assertThat(hash).doesNotContain(password.group(1));
    assertThat(services.delivered).hasSize(5).allSatisfy(message -> assertThat(message).startsWith("demo Date: ").doesNotContainPattern("[^\r]\n|@DATE@"));
    running.remove(server);
    server.stop();

    out.getBuffer().setLength(0);
    start(freePort(), "data", true);
    assertThat(out.toString()).doesNotContain("password");
    assertThat(services.delivered).hasSize(5);
  }

  @Test
  void a_port_in_use_is_one_clear_line_and_leaves_nothing_running() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      fails("imap.port: 127.0.0.1 port " + taken.getLocalPort() + " is in use by another program; --set imap.port=N takes another",
          taken.getLocalPort(), "data");
    }
    start(freePort(), "data", false);
  }

  @Test
  void without_a_port_where_somebody_could_log_in_it_does_not_start() {
    fails("imap.port, imaps.port, pop3.port and pop3s.port are 0: nobody could log in", 0, "data");
  }

  @Test
  void a_certificate_that_can_not_be_read_is_one_clear_line() {
    assertThatThrownBy(() -> Server.start(settings(freePort(), "data", RawSetting.of("tls.certificates", "/nonexistent.pem", "--set")),
        (vertx, settings, tls) -> Uni.createFrom().item(services), new PrintWriter(out, true)))
        .isInstanceOf(ToolFailure.class).hasMessage("tls: /nonexistent.pem: there is no such file");
  }

  @Test
  void it_serves_tls_on_a_port_of_its_own() throws Exception {
    int port = freePort();
    int tlsPort = freePort();
    Server server = Server.start(settings(port, "data", RawSetting.of("imaps.port", Integer.toString(tlsPort), "--set"),
        RawSetting.of("demo", "false", "--set")), (vertx, settings, tls) -> Uni.createFrom().item(services), new PrintWriter(out, true));
    running.add(server);
    server.announce();
    var certificate = directory.resolve("data/tls/generated.crt");
    assertThat(out.toString()).contains("Listening on imaps://127.0.0.1:" + tlsPort, "TLS with a generated certificate: " + certificate);
    var trusted = TestTls.trusting(List.of(TestTls.certificate(Files.readAllBytes(certificate))));
    // clients are spread over the event loops: each loop has a turn
    for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
      try (var socket = trusted.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), tlsPort)) {
        assertThat(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine())
            .isEqualTo("* OK hello");
      }
    }
  }

  @Test
  void its_health_can_be_asked_for_while_it_starts_serves_and_ends() throws Exception {
    int port = freePort();
    List<String> answers = new ArrayList<>();
    var asking = new Fake() {
      @Override
      public Uni<Void> close() {
        return super.close().invoke(() -> answers.add(ready(port)));
      }
    };
    Server server = Server.start(settings(freePort(), "data", RawSetting.of("http.port", Integer.toString(port), "--set")),
        (vertx, settings, tls) -> Uni.createFrom().<Services>item(asking).invoke(() -> answers.add(ready(port))), new PrintWriter(out, true));
    answers.add(ready(port));
    server.stop();
    assertThat(answers).containsExactly("503 the server is starting", "200 ready", "503 the server is ending");
    assertThatThrownBy(() -> greeting(port)).isInstanceOf(IOException.class);
  }

  private static String ready(int port) {
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ready")).build(), BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body().strip();
    } catch (IOException | InterruptedException failed) {
      return failed.toString();
    }
  }

  @Test
  void a_second_server_on_the_same_directory_names_the_first() throws Exception {
    start(freePort(), "data", false);
    fails("the data directory " + directory.resolve("data") + " is in use by another server, process " + ProcessHandle.current().pid(),
        freePort(), "data");
  }

  @Test
  void what_is_no_directory_is_told() throws Exception {
    Files.writeString(directory.resolve("file"), "");
    fails("the data directory " + directory.resolve("file") + " cannot be used: " + directory.resolve("file") + " is not a directory",
        freePort(), "file");
  }

  @Test
  void an_address_that_is_not_ours_is_told() {
    assertThatThrownBy(() -> Server.start(settings(freePort(), "data", RawSetting.of("listen.hosts", "192.0.2.1", "--set")),
        (vertx, settings, tls) -> Uni.createFrom().item(services), new PrintWriter(out, true)))
        .isInstanceOf(ToolFailure.class).hasMessage("listen.hosts: 192.0.2.1 is not an address of this machine");
  }

  @Test
  void services_that_do_not_open_undo_the_start() throws Exception {
    int port = freePort();
    assertThatThrownBy(() -> Server.start(settings(port, "data"),
        (vertx, settings, tls) -> Uni.createFrom().failure(new ToolFailure("no store")), new PrintWriter(out, true)))
        .isInstanceOf(ToolFailure.class).hasMessage("no store");
    assertThat(out.toString()).doesNotContain("Listening");
    start(port, "data", false);
  }

  private void fails(String line, int port, String data) {
    assertThatThrownBy(() -> start(port, data, false)).isInstanceOf(ToolFailure.class).hasMessage(line);
  }

  private Server start(int port, String data, boolean demo) {
    Server server = Server.start(settings(port, data, RawSetting.of("demo", Boolean.toString(demo), "test")),
        (vertx, settings, tls) -> Uni.createFrom().item(services), new PrintWriter(out, true));
    running.add(server);
    server.announce();
    return server;
  }

  private Settings settings(int port, String data, RawSetting... further) {
    var sources = new ArrayList<>(List.of(RawSetting.of("data", directory.resolve(data).toString(), "test"),
        RawSetting.of("imap.port", Integer.toString(port), "test"), RawSetting.of("imaps.port", "0", "test"), RawSetting.of("pop3.port", "0", "test"), RawSetting.of("pop3s.port", "0", "test"), RawSetting.of("lmtp.port", "0", "test"), RawSetting.of("log.level", "error", "test")));
    sources.addAll(List.of(further));
    return SettingsLoader.load(sources);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String greeting(int port) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }
  }
}
