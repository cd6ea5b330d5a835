package org.godwit.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.godwit.tls.TestTls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** STARTTLS: what comes in clear behind it is no command. */
class ConnectionTlsTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void whatCameInTheSamePacketIsThrownAway() throws Exception {
    upgraded("STARTTLS\r\nEVIL\r\n", null);
  }

  @Test
  void whatCameBeforeTheAnswerIsThrownAway() throws Exception {
    upgraded("STARTTLS\r\n", "EVIL\r\n".repeat(10_000));
  }

  private void upgraded(String inClear, String behind) throws Exception {
    var options = new NetServerOptions().setHost("127.0.0.1").setPort(0);
    int port = vertx.createNetServer(options).connectHandler(this::serve).listen().toCompletionStage().toCompletableFuture()
        .get(20, TimeUnit.SECONDS).actualPort();
    for (int i = 0; i < 2; i++) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(inClear.getBytes(US_ASCII));
        if (behind != null) {
          socket.getOutputStream().write(behind.getBytes(US_ASCII));
        }
        assertThat(line(socket)).isEqualTo("OK");
        try (var secure = (SSLSocket) TestTls.trusting(TestTls.engines()).getSocketFactory().createSocket(socket, "localhost", port, true)) {
          secure.getOutputStream().write("GOOD\r\nMORE\r\n".getBytes(US_ASCII));
          var lines = new BufferedReader(new InputStreamReader(secure.getInputStream(), US_ASCII));
          assertThat(lines.readLine()).isEqualTo("got GOOD");
          assertThat(lines.readLine()).isEqualTo("got MORE");
        }
      }
    }
  }

  private void serve(NetSocket socket) {
    var connection = new Connection(vertx, socket, WireLimits.DEFAULT);
    awaitLine(connection, command -> {
      assertThat(command).isEqualTo("STARTTLS");
      // turns of the event loop in which what is on its way can arrive
      turns(5, () -> {
        connection.output().putAscii("OK\r\n");
        connection.upgradeToTls(TestTls.engines()).subscribe().with(secure -> echo(connection), failure -> connection.drop());
      });
    });
  }

  private void turns(int count, Runnable then) {
    if (count == 0) {
      then.run();
    } else {
      vertx.setTimer(1, ignored -> turns(count - 1, then));
    }
  }

  private static void echo(Connection connection) {
    assertThat(connection.isSecure()).isTrue();
    awaitLine(connection, line -> {
      connection.output().putAscii("got " + line + "\r\n");
      connection.output().flush();
      echo(connection);
    });
  }

  private static void awaitLine(Connection connection, java.util.function.Consumer<String> then) {
    int length = connection.input().lineLength();
    if (length < 0) {
      connection.awaitInput(() -> awaitLine(connection, then));
    } else {
      then.accept(new String(connection.input().takeLine(length), US_ASCII));
    }
  }

  private static String line(Socket socket) throws IOException {
    var line = new StringBuilder();
    int octet;
    while ((octet = socket.getInputStream().read()) != '\n') {
      assertThat(octet).isNotNegative();
      line.append((char) octet);
    }
    return line.toString().strip();
  }
}
