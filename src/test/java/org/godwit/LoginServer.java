package org.godwit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.godwit.config.RawSetting;
import org.godwit.config.SettingsLoader;
import org.godwit.imap.transcript.TestClient;
import org.godwit.mailbox.MemoryAccounts;
import org.godwit.tls.TestTls;
import org.slf4j.LoggerFactory;

/** A whole server as its settings make it, but for the disk under the mail: users alice, bob, and root, who may act for others. */
final class LoginServer implements AutoCloseable {
  private static final Logger LOG = (Logger) LoggerFactory.getLogger("godwit.auth");

  private final Server server;
  private final Map<Way, Integer> ports;
  private final List<X509Certificate> certificates;
  private final ListAppender<ILoggingEvent> audit = new ListAppender<>();

  /** How a client comes in. */
  enum Way {
    IMAP, IMAP_STARTTLS, IMAPS, POP3, POP3_STLS, POP3S;

    boolean isPop() {
      return name().startsWith("POP3");
    }

    boolean isSecure() {
      return this != IMAP && this != POP3;
    }

    private String listener() {
      return switch (this) {
        case IMAP, IMAP_STARTTLS -> "imap.port";
        case IMAPS -> "imaps.port";
        case POP3, POP3_STLS -> "pop3.port";
        case POP3S -> "pop3s.port";
      };
    }
  }

  /** A client's side of a mechanism: its response to each challenge. */
  @FunctionalInterface
  interface Responder {
    byte[] respond(byte[] challenge) throws Exception;
  }

  /**
   * @param data     may have a file of users already
   * @param settings pairs of key and value
   */
  LoginServer(Path data, String... settings) throws Exception {
    Files.createDirectories(data);
    if (!Files.exists(data.resolve("users"))) {
      Files.writeString(data.resolve("users"), "alice:{PLAIN}secret\nbob:{PLAIN}secret\nroot:{PLAIN}toor\n");
    }
    var byListener = Map.of("imap.port", freePort(), "imaps.port", freePort(), "pop3.port", freePort(), "pop3s.port", freePort());
    var raw = new ArrayList<RawSetting>();
    byListener.forEach((key, port) -> raw.add(RawSetting.of(key, Integer.toString(port), "test")));
    addAll(raw, "data", data.toString(), "lmtp.port", "0", "demo", "false", "auth.admins", "root", "auth.failureDelayMs", "0");
    addAll(raw, settings);
    audit.start();
    LOG.addAppender(audit);
    LOG.setLevel(Level.INFO);
    server = Server.start(SettingsLoader.load(raw),
        (vertx, all, tls) -> MemoryAccounts.start(vertx).chain(store -> Uni.createFrom().item(MailServices.over(store, vertx, all, tls))),
        new PrintWriter(new StringWriter()));
    ports = new java.util.EnumMap<>(Way.class);
    for (Way way : Way.values()) {
      ports.put(way, byListener.get(way.listener()));
    }
    certificates = List.of(TestTls.certificate(Files.readAllBytes(data.resolve("tls/generated.crt"))));
  }

  private static void addAll(List<RawSetting> raw, String... pairs) {
    for (int i = 0; i < pairs.length; i += 2) {
      raw.add(RawSetting.of(pairs[i], pairs[i + 1], "test"));
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Trusts the server. */
  SSLContext trusting(String protocol, KeyManager... keys) {
    return TestTls.context(protocol, certificates, keys);
  }

  /** The last line of the audit log, from its result on. */
  String audited() {
    synchronized (audit) {
      return audit.list.isEmpty() ? "" : audit.list.getLast().getFormattedMessage();
    }
  }

  /** A client whose TLS, if it has any, is this. */
  Session connect(Way way, SSLContext tls) throws IOException {
    return new Session(way, tls);
  }

  /** A client without a certificate. */
  Session connect(Way way) throws IOException {
    return connect(way, trusting("TLS"));
  }

  @Override
  public void close() {
    LOG.detachAppender(audit);
    assertThat(server.stop()).as("it ends cleanly").isTrue();
  }

  /** A connection before login. */
  final class Session implements AutoCloseable {
    private final Way way;
    private final TestClient client;

    private Session(Way way, SSLContext tls) throws IOException {
      this.way = way;
      client = new TestClient(ports.get(way), 1 << 20);
      if (way == Way.IMAPS || way == Way.POP3S) {
        client.startTls(tls);
      }
      client.line();
      if (way == Way.IMAP_STARTTLS || way == Way.POP3_STLS) {
        client.send(way.isPop() ? "STLS\r\n" : "t STARTTLS\r\n");
        assertThat(client.line()).matches("(t OK|\\+OK) .*");
        client.startTls(tls);
      }
    }

    TestClient client() {
      return client;
    }

    /** The mechanisms that the server shows. */
    List<String> offered() {
      if (way.isPop()) {
        client.send("CAPA\r\n");
        return lines().stream().filter(line -> line.startsWith("SASL ")).flatMap(line -> List.of(line.substring(5).split(" ")).stream()).toList();
      }
      return List.of(client.command("c", "CAPABILITY").split("[ \n]")).stream().filter(word -> word.startsWith("AUTH="))
          .map(word -> word.substring(5)).toList();
    }

    private List<String> lines() {
      var lines = new ArrayList<String>();
      for (String line = client.line(); !line.equals("."); line = client.line()) {
        lines.add(line);
      }
      return lines;
    }

    /** Logs in; what the server says in the end. */
    String authenticate(String mechanism, Optional<byte[]> initial, Responder responder) throws Exception {
      client.send((way.isPop() ? "AUTH " : "a AUTHENTICATE ") + mechanism + initial.map(octets -> " " + initial(octets)).orElse("") + "\r\n");
      String line = client.line();
      while (line.startsWith("+ ")) {
        client.send(Base64.getEncoder().encodeToString(responder.respond(Base64.getDecoder().decode(line.substring(2)))) + "\r\n");
        line = client.line();
      }
      return line;
    }

    private static String initial(byte[] octets) {
      return octets.length == 0 ? "=" : Base64.getEncoder().encodeToString(octets);
    }

    @Override
    public void close() throws IOException {
      client.close();
    }
  }
}
