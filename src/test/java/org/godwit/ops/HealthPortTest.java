package org.godwit.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthPortTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Health health = new Health();
  private final HealthPort port = new HealthPort(new VertxOptions(), health);
  private int number;

  @BeforeEach
  void open() throws IOException {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      number = free.getLocalPort();
    }
    port.bind("127.0.0.1", number).await().atMost(PATIENCE);
  }

  @AfterEach
  void close() {
    port.close().await().atMost(PATIENCE);
  }

  @Test
  void it_says_whether_the_server_lives_and_serves() throws IOException {
    assertThat(get("/live")).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\nlive\n");
    assertThat(get("/ready")).startsWith("HTTP/1.1 503 ").endsWith("\r\n\r\nthe server is starting\n");
    health.enter(Phase.SERVING);
    assertThat(get("/ready?verbose")).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\nready\n");
    health.enter(Phase.ENDING);
    assertThat(get("/ready")).startsWith("HTTP/1.1 503 ");
    assertThat(get("/live")).startsWith("HTTP/1.1 200 OK\r\n");
  }

  @Test
  void it_says_nothing_else() throws IOException {
    assertThat(get("/")).startsWith("HTTP/1.1 404 ");
    assertThat(get("/live/")).startsWith("HTTP/1.1 404 ");
    assertThat(ask("POST /live HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n")).startsWith("HTTP/1.1 405 ");
    assertThat(ask("HEAD /live HTTP/1.1\r\nHost: a\r\n\r\n")).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n");
  }

  @Test
  void long_requests_are_refused() throws IOException {
    assertThat(get("/" + "a".repeat(2000))).contains(" 400 Bad Request");
    assertThat(ask("GET /live HTTP/1.1\r\nA: " + "a".repeat(HealthPort.REQUEST_BYTES_MAX) + "\r\n\r\n")).contains(" 400 Bad Request");
    assertThat(ask("hello\r\n\r\n")).contains(" 400 Bad Request");
  }

  @Test
  void silent_clients_are_bounded() throws IOException {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < HealthPort.CONNECTIONS_MAX; i++) {
        silent.add(connect());
      }
      try (Socket late = connect()) {
        assertThat(late.getInputStream().read()).isEqualTo(-1);
      }
      silent.removeLast().close();
      String answer = "";
      for (int i = 0; i < 100 && answer.isEmpty(); i++) {
        answer = get("/live");
      }
      assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n");
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  private Socket connect() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), number);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  private String get(String path) throws IOException {
    return ask("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
  }

  /** All that is answered until the server closes the connection; empty if it does so without a word. */
  private String ask(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (java.net.SocketException reset) {
      return "";
    }
  }
}
