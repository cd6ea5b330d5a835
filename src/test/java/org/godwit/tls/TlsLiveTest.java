package org.godwit.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.tls.TestCertificates.certificate;
import static org.godwit.tls.TestCertificates.pem;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.godwit.wire.Connection;
import org.godwit.wire.WireLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose certificates change while clients are there: it answers each line with the subject of the client's certificate. */
class TlsLiveTest {

  private static final int WAIT_MS = 20_000;

  @TempDir
  Path directory;
  private final Vertx vertx = Vertx.vertx();
  private ServerTls tls;

  @AfterEach
  void stop() {
    vertx.close().await();
    tls.close();
  }

  @Test
  void sessionsSurviveNewCertificates() throws Exception {
    var old = certificate("EC", "a.example");
    var next = certificate("EC", "a.example");
    write("both.pem", old);
    int port = serve(Map.of("certificates", file("both.pem")));
    try (var before = connect(port, null, null)) {
      assertThat(ask(before)).isEqualTo("nobody");
      write("both.pem", next);
      tls.look();
      try (var after = connect(port, null, null)) {
        assertThat(ask(after)).isEqualTo("nobody");
        assertThat(peer(after)).isEqualTo(next.certificate());
      }
      assertThat(ask(before)).isEqualTo("nobody");
      assertThat(peer(before)).isEqualTo(old.certificate());
    }
  }

  @Test
  void theNameAskedForChoosesTheCertificate() throws Exception {
    var first = certificate("EC", "a.example");
    var second = certificate("RSA", "*.b.example");
    write("a.pem", first);
    write("b.pem", second);
    int port = serve(Map.of("certificates", file("a.pem") + "," + file("b.pem")));
    for (var protocol : List.of("TLSv1.2", "TLSv1.3")) {
      for (var expected : List.of(Map.entry("a.example", first), Map.entry("mail.b.example", second), Map.entry("c.example", first))) {
        try (var socket = connect(port, expected.getKey(), null)) {
          socket.setEnabledProtocols(new String[] {protocol});
          assertThat(peer(socket)).isEqualTo(expected.getValue().certificate());
        }
      }
    }
  }

  @Test
  void clientsMayShowACertificate() throws Exception {
    var known = certificate("EC", "client.example");
    var unknown = certificate("EC", "stranger.example");
    Files.writeString(directory.resolve("ca.pem"), pem(known.certificate()));
    int port = serve(Map.of("clientCa", file("ca.pem")));
    try (var anonymous = connect(port, null, null); var shown = connect(port, null, known); var stranger = connect(port, null, unknown)) {
      assertThat(ask(anonymous)).isEqualTo("nobody");
      assertThat(ask(shown)).isEqualTo("CN=client.example");
      // the JDK's client sends only certificates of the authorities that the server names
      assertThat(ask(stranger)).isEqualTo("nobody");
    }
  }

  @Test
  void clientsAreNotAskedUnlessConfigured() throws Exception {
    int port = serve(Map.of());
    try (var shown = connect(port, null, certificate("EC", "client.example"))) {
      assertThat(ask(shown)).isEqualTo("nobody");
    }
  }

  private int serve(Map<String, String> settings) throws Exception {
    tls = TestTls.open(directory, settings);
    return vertx.createNetServer().connectHandler(socket -> {
      var connection = new Connection(vertx, socket, WireLimits.DEFAULT);
      connection.startTls(tls).subscribe().with(secure -> answer(connection), failed -> { });
    }).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(WAIT_MS, TimeUnit.MILLISECONDS).actualPort();
  }

  private static void answer(Connection connection) {
    int length = connection.input().lineLength();
    if (length >= 0) {
      connection.input().takeLine(length);
      var chain = connection.tls().orElseThrow().clientCertificates();
      connection.output().putAscii((chain.isEmpty() ? "nobody" : chain.getFirst().getSubjectX500Principal().getName()) + "\r\n");
      connection.output().flush();
    }
    connection.awaitInput(() -> answer(connection));
  }

  private static SSLSocket connect(int port, String name, Identity identity) throws Exception {
    var context = SSLContext.getInstance("TLS");
    var keys = KeyManagerFactory.getInstance("PKIX");
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    if (identity != null) {
      store.setKeyEntry("me", identity.key(), new char[0], new X509Certificate[] {identity.certificate()});
    }
    keys.init(store, new char[0]);
    context.init(keys.getKeyManagers(), new TrustManager[] {new Everybody()}, null);
    var socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(WAIT_MS);
    if (name != null) {
      var parameters = socket.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(name)));
      socket.setSSLParameters(parameters);
    }
    return socket;
  }

  private static String ask(Socket socket) throws IOException {
    socket.getOutputStream().write("who\r\n".getBytes(US_ASCII));
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
  }

  private static X509Certificate peer(SSLSocket socket) throws Exception {
    return (X509Certificate) socket.getSession().getPeerCertificates()[0];
  }

  private void write(String name, Identity identity) throws Exception {
    Files.writeString(directory.resolve(name), pem(identity.key()) + pem(identity.certificate()));
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  /** What a client looks at is the test's matter. */
  private static final class Everybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      // whoever it is
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
