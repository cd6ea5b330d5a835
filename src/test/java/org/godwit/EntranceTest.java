package org.godwit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.godwit.config.RawSetting;
import org.godwit.config.SettingsLoader;
import org.godwit.mailbox.MemoryAccounts;
import org.godwit.tls.TestTls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way into a whole server, from several addresses of this machine: who is let in, and what the others are told. */
class EntranceTest {

  private static final String CLIENT = "127.0.0.2";
  private static final String NEIGHBOUR = "127.0.0.3";
  private static final String PROXY = "127.0.0.9";

  @TempDir
  Path data;
  private Server server;
  private int imap;
  private int imaps;
  private int pop3;
  private int lmtp;
  private final List<Client> clients = new ArrayList<>();

  @AfterEach
  void stop() throws IOException {
    for (Client client : clients) {
      client.socket.close();
    }
    if (server != null) {
      assertThat(server.stop()).isTrue();
    }
  }

  private void start(String... settings) throws IOException {
    imap = freePort();
    imaps = freePort();
    pop3 = freePort();
    lmtp = freePort();
    Files.createDirectories(data);
    Files.writeString(data.resolve("users"), "alice:{PLAIN}pass\nbob:{PLAIN}pass\n");
    var sources = new ArrayList<>(List.of(RawSetting.of("data", data.toString(), "test"), RawSetting.of("demo", "false", "test"),
        RawSetting.of("imap.port", Integer.toString(imap), "test"), RawSetting.of("imaps.port", Integer.toString(imaps), "test"),
        RawSetting.of("pop3.port", Integer.toString(pop3), "test"), RawSetting.of("pop3s.port", "0", "test"),
        RawSetting.of("lmtp.port", Integer.toString(lmtp), "test"), RawSetting.of("limits.trusted", "192.0.2.1", "test"),
        RawSetting.of("mail.hostName", "mx.example.org", "test"), RawSetting.of("log.level", "error", "test")));
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      sources.add(RawSetting.of(setting.substring(0, equals), setting.substring(equals + 1), "test"));
    }
    server = Server.start(SettingsLoader.load(sources),
        (vertx, all, tls) -> MemoryAccounts.start(vertx).map(store -> MailServices.over(store, vertx, all, tls)),
        new PrintWriter(new StringWriter()));
  }

  private final class Client {
    private Socket socket;
    private BufferedReader lines;

    Client(int port, String from) throws IOException {
      socket = new Socket();
      try {
        socket.bind(new InetSocketAddress(from, 0));
      } catch (IOException notThere) {
        // Linux answers on all of 127/8; elsewhere clients cannot come from two addresses without setting one up, which takes root
        assumeThat(notThere).as("%s is an address of this machine", from).isNull();
      }
      socket.setSoTimeout(60_000);
      socket.connect(new InetSocketAddress("127.0.0.1", port), 60_000);
      lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      clients.add(this);
    }

    Client send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(US_ASCII));
      return this;
    }

    String line() throws IOException {
      return lines.readLine();
    }

    String ask(String command) throws IOException {
      send(command + "\r\n");
      String tag = command.substring(0, command.indexOf(' ') + 1);
      String line = line();
      while (line != null && !line.startsWith(tag)) {
        line = line();
      }
      return line;
    }

    boolean isEnded() throws IOException {
      try {
        return lines.readLine() == null;
      } catch (java.net.SocketException reset) {
        return true;
      }
    }

    void secure() throws Exception {
      var trust = TestTls.trusting(List.of(TestTls.certificate(Files.readAllBytes(data.resolve("tls/generated.crt")))));
      var tls = (SSLSocket) trust.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
      socket = tls;
      lines = new BufferedReader(new InputStreamReader(tls.getInputStream(), US_ASCII));
    }
  }

  @Test
  void who_is_too_many_is_told_in_its_protocol() throws Exception {
    start("limits.perAddressMax=2");
    assertThat(new Client(imap, CLIENT).line()).startsWith("* OK ");
    var second = new Client(pop3, CLIENT);
    assertThat(second.line()).startsWith("+OK ");
    assertRefused(new Client(imap, CLIENT), "* BYE [LIMIT] Too many connections from your address");
    assertRefused(new Client(pop3, CLIENT), "-ERR [SYS/TEMP] Too many connections from your address");
    assertRefused(new Client(lmtp, CLIENT), "421 mx.example.org 4.7.0 Too many connections from your address");
    assertThat(new Client(imaps, CLIENT).isEnded()).isTrue();
    assertThat(new Client(imap, NEIGHBOUR).line()).startsWith("* OK ");
    second.send("QUIT\r\n");
    assertThat(second.line()).startsWith("+OK");
    assertThat(second.isEnded()).isTrue();
    assertThat(eventuallyIn(imap, CLIENT)).startsWith("* OK ");
  }

  private static void assertRefused(Client client, String line) throws IOException {
    assertThat(client.line()).isEqualTo(line);
    assertThat(client.isEnded()).isTrue();
  }

  /** A connection counts until the server has noticed that it is gone. */
  private String eventuallyIn(int port, String from) throws IOException {
    String line = new Client(port, from).line();
    for (int i = 0; i < 100_000 && !line.startsWith("* OK"); i++) {
      line = new Client(port, from).line();
    }
    return line;
  }

  @Test
  void a_user_has_so_many_connections_from_an_address_over_all_protocols() throws Exception {
    start("limits.perUserAndAddressMax=2");
    var first = loggedIn(CLIENT, "alice");
    var second = new Client(pop3, CLIENT);
    second.line();
    second.send("USER alice\r\nPASS pass\r\n");
    assertThat(second.line()).startsWith("+OK");
    assertThat(second.line()).startsWith("+OK");
    var third = new Client(imap, CLIENT);
    third.line();
    assertThat(third.ask("a LOGIN alice pass")).isEqualTo("a NO [LIMIT] Too many connections of this user from your address");
    assertThat(third.ask("a LOGIN bob pass")).startsWith("a OK ");
    loggedIn(NEIGHBOUR, "alice");
    assertThat(first.ask("a UNAUTHENTICATE x")).startsWith("a BAD");
    first.send("b UNAUTHENTICATE\r\n");
    assertThat(first.line()).startsWith("b OK");
    loggedIn(CLIENT, "alice");
  }

  private Client loggedIn(String from, String user) throws IOException {
    var client = new Client(imap, from);
    assertThat(client.line()).startsWith("* OK ");
    assertThat(client.ask("a LOGIN " + user + " pass")).startsWith("a OK ");
    return client;
  }

  @Test
  void connecting_too_fast_is_told_and_the_neighbour_notices_nothing() throws Exception {
    start("limits.connectsPerSecondMax=1", "limits.connectsBurstMax=3", "limits.perAddressMax=0");
    int refused = 0;
    for (int i = 0; i < 50; i++) {
      String line = new Client(imap, CLIENT).line();
      refused += line.equals("* BYE [UNAVAILABLE] Too many new connections from your address, try again later") ? 1 : 0;
    }
    assertThat(refused).isPositive();
    assertThat(new Client(imap, NEIGHBOUR).line()).startsWith("* OK ");
  }

  @Test
  void who_does_not_log_in_has_bounds_on_bytes_and_commands() throws Exception {
    start("limits.loginBytesMax=16384", "limits.loginCommandsMax=10");
    var chatty = new Client(imap, CLIENT);
    chatty.line();
    chatty.send("a NOOP\r\n".repeat(11));
    for (int i = 0; i < 10; i++) {
      assertThat(chatty.line()).startsWith("a OK");
    }
    assertRefused(chatty, "* BYE Too many commands before login");
    var large = new Client(imap, CLIENT);
    large.line();
    for (int i = 0; i < 9 && !large.socket.isClosed(); i++) {
      large.send("a LOGIN {4000+}\r\n" + "x".repeat(4000) + " {1+}\r\nx\r\n");
      String line = large.line();
      if (line.startsWith("* BYE")) {
        assertThat(line).isEqualTo("* BYE Too much before login");
        break;
      }
      assertThat(i).isLessThan(5);
    }
    var mail = new Client(pop3, CLIENT);
    mail.line();
    mail.send("NOOP\r\n".repeat(11));
    for (int i = 0; i < 10; i++) {
      assertThat(mail.line()).startsWith("-ERR Log in first");
    }
    assertRefused(mail, "-ERR Too many commands before login");
    // none of it holds for those who are logged in
    var user = loggedIn(CLIENT, "alice");
    for (int i = 0; i < 30; i++) {
      assertThat(user.ask("a NOOP " + "x".repeat(1000))).startsWith("a BAD");
      assertThat(user.ask("b NOOP")).startsWith("b OK");
    }
  }

  @Test
  void a_trusted_proxy_says_whose_connection_it_is() throws Exception {
    start("proxy.networks=" + PROXY, "limits.perAddressMax=1");
    var first = new Client(imap, PROXY).send("PROXY TCP4 203.0.113.1 198.51.100.1 1000 143\r\n");
    // not loopback: no password in clear
    assertThat(first.line()).startsWith("* OK ").contains("LOGINDISABLED");
    assertRefused(new Client(imap, PROXY).send("PROXY TCP4 203.0.113.1 198.51.100.1 1001 143\r\n"), "* BYE [LIMIT] Too many connections from your address");
    assertThat(new Client(imap, PROXY).send("PROXY TCP4 203.0.113.2 198.51.100.1 1000 143\r\n").line()).startsWith("* OK ");
    // what says that it is on the proxy's machine is not for that on this one
    assertThat(new Client(imap, PROXY).send("PROXY TCP4 127.0.0.1 127.0.0.1 1000 143\r\n").line()).contains("LOGINDISABLED");
    assertThat(new Client(imap, PROXY).send("PROXY UNKNOWN\r\n").line()).contains("LOGINDISABLED");
    assertThat(new Client(imap, PROXY).send("PROXY UNKNOWN\r\n").line()).contains("LOGINDISABLED");
  }

  @Test
  void tls_begins_behind_the_header_in_the_same_packet_or_another() throws Exception {
    start("proxy.networks=" + PROXY);
    var client = new Client(imaps, PROXY).send("PROXY TCP4 203.0.113.1 198.51.100.1 1000 993\r\n");
    client.secure();
    assertThat(client.line()).startsWith("* OK ");
    assertThat(client.ask("a LOGIN alice pass")).startsWith("a OK ");
    // a proxy that ends TLS itself, and says so: PP2_CLIENT_SSL
    var ended = new Client(imap, PROXY);
    ended.socket.getOutputStream().write(java.util.HexFormat.of().parseHex("0d0a0d0a000d0a515549540a" + "2111" + "0014"
        + "cb007101c633640103e8008f" + "200005" + "0100000000"));
    assertThat(ended.line()).startsWith("* OK ").doesNotContain("LOGINDISABLED").doesNotContain("STARTTLS");
    assertThat(ended.ask("a LOGIN alice pass")).startsWith("a OK ");
  }

  @Test
  void a_proxy_without_header_is_refused_and_a_header_from_elsewhere_not_believed() throws Exception {
    start("proxy.networks=" + PROXY, "proxy.headerTimeoutSeconds=1");
    assertThat(new Client(imap, PROXY).send("a NOOP\r\n").isEnded()).isTrue();
    assertThat(new Client(imap, PROXY).isEnded()).isTrue();
    assertThat(new Client(imaps, PROXY).send("\u0016\u0003\u0001").isEnded()).isTrue();
    var liar = new Client(imap, CLIENT);
    assertThat(liar.line()).startsWith("* OK ");
    assertThat(liar.ask("PROXY TCP4 203.0.113.1 198.51.100.1 1000 143")).startsWith("PROXY BAD ");
    var noTls = new Client(imaps, CLIENT).send("PROXY TCP4 203.0.113.1 198.51.100.1 1000 143\r\n");
    // an alert of TLS at most
    assertThat(noTls.line() + noTls.isEnded()).doesNotContain("OK").endsWith("true");
    // not a port that is proxied
    assertThat(new Client(lmtp, PROXY).line()).startsWith("220 ");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
