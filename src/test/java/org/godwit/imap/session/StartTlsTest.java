package org.godwit.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.auth.CleartextPolicy;
import org.godwit.auth.TestAuthenticator;
import org.godwit.auth.sasl.LoginMethods;
import org.godwit.imap.transcript.TestClient;
import org.godwit.imap.transcript.TestServer;
import org.godwit.tls.TestTls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** STARTTLS against those who put words into a client's mouth. */
class StartTlsTest {

  private final TestServer server = TestServer.ofEverything(ImapLimits.DEFAULT);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whatComesInClearBehindStarttlsIsNeverACommand() throws Exception {
    for (int i = 0; i < 20; i++) {
      try (var client = new TestClient(server.port(), 1 << 20)) {
        client.line();
        client.send("a STARTTLS\r\nb NOOP\r\nc LOGIN me secret\r\nd {5}\r\n");
        assertThat(client.line()).isEqualTo("a OK Begin TLS now");
        client.startTls(TestTls.trusting(TestTls.engines()));
        // the first answer on TLS is to the first command on TLS
        assertThat(client.command("e", "NOOP")).isEqualTo("e OK NOOP completed\n");
        assertThat(client.command("f", "LOGIN user" + i + " secret")).startsWith("f OK ");
      }
    }
  }

  @Test
  void wherePasswordsNeedTlsTheyAreNotLookedAtWithout() throws Exception {
    var asked = new AtomicInteger();
    var users = new TestAuthenticator();
    var logins = LoginMethods.ofPasswords(login -> {
      asked.incrementAndGet();
      return users.login(login);
    }, CleartextPolicy.TLS);
    try (var strict = TestServer.ofEverything(ImapLimits.DEFAULT, logins); var client = new TestClient(strict.port(), 1 << 20)) {
      assertThat(client.line()).contains("STARTTLS", "LOGINDISABLED").doesNotContain("AUTH=PLAIN");
      assertThat(client.command("a", "LOGIN me secret")).startsWith("a NO [PRIVACYREQUIRED] ");
      assertThat(client.command("b", "AUTHENTICATE PLAIN AG1lAHNlY3JldA==")).startsWith("b NO [PRIVACYREQUIRED] ");
      assertThat(client.command("c", "AUTHENTICATE PLAIN")).startsWith("c NO [PRIVACYREQUIRED] ");
      assertThat(asked).hasValue(0);
      assertThat(client.command("d", "STARTTLS")).startsWith("d OK ");
      client.startTls(TestTls.trusting(TestTls.engines()));
      assertThat(client.command("e", "CAPABILITY")).contains("AUTH=PLAIN").doesNotContain("LOGINDISABLED").doesNotContain("STARTTLS");
      assertThat(client.command("f", "LOGIN me secret")).startsWith("f OK ");
      assertThat(asked).hasValue(1);
    }
  }

  @Test
  void whatComesInClearBehindTheAnswerEndsTheConnection() throws Exception {
    try (var client = new TestClient(server.port(), 1 << 20)) {
      client.line();
      client.send("a STARTTLS\r\n");
      assertThat(client.line()).isEqualTo("a OK Begin TLS now");
      client.send("b LOGIN me secret\r\n");
      var rest = client.readAll();
      assertThat(rest.length).as("an alert at most").isLessThanOrEqualTo(7);
    }
  }
}
