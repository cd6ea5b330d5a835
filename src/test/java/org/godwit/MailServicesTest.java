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
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.godwit.config.RawSetting;
import org.godwit.config.SettingsLoader;
import org.godwit.mailbox.MemoryAccounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole server but the disk: what somebody sees who starts it for the first time. */
class MailServicesTest {

  @TempDir
  Path data;

  @Test
  void the_first_start_ends_with_a_login_to_five_messages() throws Exception {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var settings = SettingsLoader.load(List.of(RawSetting.of("data", data.toString(), "test"),
        RawSetting.of("imap.port", Integer.toString(port), "test"), RawSetting.of("imaps.port", "0", "test"), RawSetting.of("pop3.port", "0", "test"), RawSetting.of("pop3s.port", "0", "test"), RawSetting.of("lmtp.port", "0", "test"), RawSetting.of("log.level", "error", "test")));
    var out = new StringWriter();
    Server server = Server.start(settings,
        (vertx, all, tls) -> MemoryAccounts.start(vertx).map(store -> MailServices.over(store, vertx, all, tls)), new PrintWriter(out, true));
    server.announce();
    try (var client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      var password = Pattern.compile("password +(\\S+)\n").matcher(out.toString());
      assertThat(password.find()).isTrue();
      var lines = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
      assertThat(lines.readLine()).startsWith("* OK ");
      assertThat(answer(client, lines, "login demo wrong")).startsWith("a NO [AUTHENTICATIONFAILED]");
      assertThat(answer(client, lines, "login demo " + password.group(1))).startsWith("a OK ");
      assertThat(answer(client, lines, "status inbox (messages)")).contains("(MESSAGES 5)");
    } finally {
      assertThat(server.stop()).isTrue();
    }
  }

  /** The answer to a command, with the untagged responses before it. */
  private static String answer(Socket client, BufferedReader lines, String command) throws IOException {
    client.getOutputStream().write(("a " + command + "\r\n").getBytes(StandardCharsets.UTF_8));
    var answer = new StringBuilder();
    String line;
    do {
      line = lines.readLine();
      answer.append(line).append('\n');
    } while (line != null && !line.startsWith("a "));
    return answer.toString();
  }
}
