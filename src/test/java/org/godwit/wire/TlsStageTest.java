package org.godwit.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import org.godwit.tls.ServerTls;
import org.godwit.tls.TestTls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Implicit TLS against the JDK's own client, and against clients that do not keep to it. One event loop. */
class TlsStageTest {

  private static final int WAIT_MS = 20_000;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final ConcurrentLinkedQueue<Connection> connections = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Throwable> refused = new CompletableFuture<>();
  private ServerTls tls = TestTls.engines();

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  /** Answers every line with itself. */
  private int echo() throws Exception {
    return listen(this::echoLines);
  }

  private int listen(java.util.function.Consumer<Connection> session) throws Exception {
    return vertx.createNetServer().connectHandler(socket -> {
      var connection = new Connection(vertx, socket, WireLimits.DEFAULT);
      connections.add(connection);
      connection.startTls(tls).subscribe().with(secure -> session.accept(connection), refused::complete);
    }).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS).actualPort();
  }

  private void echoLines(Connection connection) {
    int length = connection.input().lineLength();
    while (length >= 0) {
      byte[] line = connection.input().take(length);
      connection.output().put(line, 0, line.length);
      length = connection.input().lineLength();
    }
    connection.output().flush();
    connection.awaitInput(() -> echoLines(connection));
  }

  private SSLSocket connect(int port, String... protocols) throws IOException {
    var socket = (SSLSocket) TestTls.trusting(tls).getSocketFactory().createSocket();
    socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port), WAIT_MS);
    socket.setSoTimeout(WAIT_MS);
    if (protocols.length > 0) {
      socket.setEnabledProtocols(protocols);
    }
    return socket;
  }

  private static String ask(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(US_ASCII));
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void bothVersionsAreSpoken(String version) throws Exception {
    int port = echo();
    for (int i = 0; i < 3; i++) {
      // from the second on, sessions are resumed
      try (var socket = connect(port, version)) {
        assertThat(ask(socket, "hello")).isEqualTo("hello");
        assertThat(socket.getSession().getProtocol()).isEqualTo(version);
        assertThat(socket.getSession().getCipherSuite()).contains("_GCM_");
      }
    }
  }

  @Test
  void olderVersionsAreRefused() throws Exception {
    int port = echo();
    // the JDK's own client does not even try, so by hand: ClientHello of TLS 1.1 with one cipher suite
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(WAIT_MS);
      var hello = ByteBuffer.allocate(50);
      hello.put((byte) 22).putShort((short) 0x0301).putShort((short) 45);
      hello.put((byte) 1).put((byte) 0).putShort((short) 41).putShort((short) 0x0302).put(new byte[32]);
      hello.put((byte) 0).putShort((short) 2).putShort((short) 0xC013).put((byte) 1).put((byte) 0);
      socket.getOutputStream().write(hello.array(), 0, hello.position());
      var in = new DataInputStream(socket.getInputStream());
      assertThat(in.read()).as("an alert").isEqualTo(21);
      in.skipNBytes(4);
      assertThat(in.read()).as("fatal").isEqualTo(2);
      assertThat(in.read()).as("protocol_version").isEqualTo(70);
      assertThat(in.read()).as("closed").isNegative();
    }
    assertThat(refused.get(20, TimeUnit.SECONDS)).isInstanceOf(ConnectionClosed.class);
  }

  @Test
  void whoeverSpeaksNoTlsIsDropped() throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), echo())) {
      socket.setSoTimeout(WAIT_MS);
      socket.getOutputStream().write("a LOGIN me secret\r\n".getBytes(US_ASCII));
      // at most an alert
      assertThat(socket.getInputStream().readAllBytes().length).isLessThanOrEqualTo(7);
    }
    assertThat(refused.get(20, TimeUnit.SECONDS)).isInstanceOf(ConnectionClosed.class);
  }

  @Test
  void halfAHandshakeTimesOutAndHoldsUpNobody() throws Exception {
    tls = TestTls.open(Path.of("/nonexistent"), Map.of("handshakeTimeoutSeconds", "1"));
    int port = echo();
    var silent = new ArrayList<Socket>();
    for (int i = 0; i < 200; i++) {
      var socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(WAIT_MS);
      socket.getOutputStream().write(new byte[] {22, 3, 1});
      silent.add(socket);
    }
    try (var socket = connect(port)) {
      assertThat(ask(socket, "hello")).isEqualTo("hello");
      for (var socketOfSilent : silent) {
        assertThat(socketOfSilent.getInputStream().read()).isNegative();
        socketOfSilent.close();
      }
      assertThat(ask(socket, "still there")).isEqualTo("still there");
    }
  }

  @Test
  void everythingArrivesOctetByOctet() throws Exception {
    int port = echo();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(WAIT_MS);
      socket.setTcpNoDelay(true);
      var client = new EngineClient(TestTls.trusting(tls), socket, 1);
      client.handshake();
      client.write("one\r\ntwo\r\n".getBytes(US_ASCII));
      assertThat(new String(client.read(10), US_ASCII)).isEqualTo("one\r\ntwo\r\n");
    }
  }

  @Test
  void manyRecordsInOnePacketAreAllRead() throws Exception {
    int port = echo();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(WAIT_MS);
      var client = new EngineClient(TestTls.trusting(tls), socket, 1 << 20);
      client.handshake();
      client.hold();
      for (int i = 0; i < 1000; i++) {
        client.write("x\r\n".getBytes(US_ASCII));
      }
      client.release();
      assertThat(new String(client.read(3000), US_ASCII)).isEqualTo("x\r\n".repeat(1000));
    }
  }

  @Test
  void aClientThatReadsNothingIsNotWrittenToWithoutEnd() throws Exception {
    var stalled = new CountDownLatch(1);
    int port = listen(connection -> flood(connection, 0, stalled));
    try (var socket = connect(port)) {
      socket.startHandshake();
      assertThat(stalled.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(connections.element().pendingOutputBytes()).isLessThan(2 * WireLimits.DEFAULT.outputBytesMax());
      // then it reads: everything comes, in order
      var in = new DataInputStream(socket.getInputStream());
      for (int i = 0; i < 2000; i++) {
        assertThat(in.readInt()).isEqualTo(i);
        in.skipNBytes(8188);
      }
    }
  }

  /** Writes 16 MB, as fast as the client takes it; {@code stalled} when it takes nothing for now. */
  private void flood(Connection connection, int from, CountDownLatch stalled) {
    for (int i = from; i < 2000; i++) {
      connection.output().put(ByteBuffer.allocate(8192).putInt(i).array(), 0, 8192);
      int next = i + 1;
      var drained = connection.output().drained().subscribeAsCompletionStage();
      if (!drained.isDone()) {
        stalled.countDown();
        drained.thenRun(() -> flood(connection, next, stalled));
        return;
      }
    }
    connection.output().flush();
  }

  @Test
  void renegotiationEndsTheConnection() throws Exception {
    var gone = new CountDownLatch(1);
    int port = listen(connection -> {
      connection.onClosed(gone::countDown);
      echoLines(connection);
    });
    try (var socket = connect(port, "TLSv1.2")) {
      assertThat(ask(socket, "hello")).isEqualTo("hello");
      socket.startHandshake();
      assertThatThrownBy(() -> ask(socket, "again")).isInstanceOf(IOException.class);
      assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void theServerSaysThatItCloses() throws Exception {
    int port = listen(connection -> {
      connection.output().putAscii("bye\r\n");
      connection.close().subscribe().with(closed -> { }, failed -> { });
    });
    try (var socket = connect(port)) {
      // a stream that ends without close_notify would be an exception
      assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII)).isEqualTo("bye\r\n");
    }
  }

  @Test
  void aClientThatClosesIsGone() throws Exception {
    var gone = new CountDownLatch(1);
    int port = listen(connection -> {
      connection.onClosed(gone::countDown);
      echoLines(connection);
    });
    try (var socket = connect(port)) {
      assertThat(ask(socket, "hello")).isEqualTo("hello");
    }
    assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void bothSidesKnowTheSameChannelBinding() throws Exception {
    var bindings = new CompletableFuture<List<byte[]>>();
    int port = listen(connection -> bindings.complete(List.of(connection.tls().orElseThrow().exporter().orElseThrow(),
        connection.tls().orElseThrow().serverEndPoint().orElseThrow())));
    try (var socket = connect(port, "TLSv1.3")) {
      socket.startHandshake();
      var session = (javax.net.ssl.ExtendedSSLSession) socket.getSession();
      assertThat(bindings.get(20, TimeUnit.SECONDS).get(0))
          .isEqualTo(session.exportKeyingMaterialData("EXPORTER-Channel-Binding", new byte[0], 32));
      assertThat(bindings.get().get(1)).isEqualTo(
          java.security.MessageDigest.getInstance("SHA-256").digest(session.getPeerCertificates()[0].getEncoded()));
    }
  }

  /** A client that decides itself how its octets are cut. */
  private static final class EngineClient {
    private final SSLEngine engine;
    private final InputStream in;
    private final OutputStream out;
    private final int chunkBytes;
    private final ByteBuffer received = ByteBuffer.allocate(1 << 16).flip();
    private java.io.ByteArrayOutputStream held;

    EngineClient(SSLContext context, Socket socket, int chunkBytes) throws IOException {
      engine = context.createSSLEngine("localhost", socket.getPort());
      engine.setUseClientMode(true);
      in = socket.getInputStream();
      out = socket.getOutputStream();
      this.chunkBytes = chunkBytes;
    }

    void handshake() throws IOException {
      engine.beginHandshake();
      while (true) {
        switch (engine.getHandshakeStatus()) {
          case NEED_TASK -> engine.getDelegatedTask().run();
          case NEED_WRAP -> write(new byte[0]);
          case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> unwrap(ByteBuffer.allocate(1 << 15));
          default -> {
            return;
          }
        }
      }
    }

    void hold() {
      held = new java.io.ByteArrayOutputStream();
    }

    void release() throws IOException {
      out.write(held.toByteArray());
      held = null;
    }

    void write(byte[] octets) throws IOException {
      var target = ByteBuffer.allocate(1 << 15);
      engine.wrap(ByteBuffer.wrap(octets), target);
      if (held != null) {
        held.write(target.array(), 0, target.position());
        return;
      }
      for (int from = 0; from < target.position(); from += chunkBytes) {
        out.write(target.array(), from, Math.min(chunkBytes, target.position() - from));
        out.flush();
      }
    }

    byte[] read(int count) throws IOException {
      var plain = ByteBuffer.allocate(count + (1 << 15));
      while (plain.position() < count) {
        unwrap(plain);
      }
      return java.util.Arrays.copyOf(plain.array(), plain.position());
    }

    private void unwrap(ByteBuffer plain) throws IOException {
      var result = engine.unwrap(received, plain);
      if (result.getStatus() == javax.net.ssl.SSLEngineResult.Status.BUFFER_UNDERFLOW) {
        received.compact();
        int count = in.read(received.array(), received.position(), received.remaining());
        if (count < 0) {
          throw new IOException("closed");
        }
        received.position(received.position() + count).flip();
      }
    }
  }
}
