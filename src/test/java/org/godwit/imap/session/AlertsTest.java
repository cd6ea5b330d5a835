package org.godwit.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.godwit.alert.Alert;
import org.godwit.alert.Audience;
import org.godwit.alert.Told;
import org.godwit.imap.command.ImapCommand;
import org.godwit.imap.handler.Handlers;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.transcript.TestClient;
import org.godwit.imap.transcript.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The administrator speaks to those who are logged in. */
class AlertsTest {

  private static final int UNREAD_BYTES = 40 << 20;

  private final List<TestClient> clients = new ArrayList<>();
  private final CountDownLatch running = new CountDownLatch(1);
  private volatile UniEmitter<? super Tagged> end;
  private TestServer server;

  @BeforeEach
  void start() {
    var handlers = new Handlers.Builder().on(ImapCommand.Namespace.class, (command, session) -> {
      if (session.account().equals("flooded")) {
        session.out().untagged().raw("OK ").raw(new byte[UNREAD_BYTES]).end();
        return Uni.createFrom().item(Tagged.ok("flooded"));
      }
      return Uni.createFrom().emitter(emitter -> {
        end = emitter;
        running.countDown();
      });
    });
    server = new TestServer(TestServer.services(ImapLimits.DEFAULT, handlers, (session, size) -> {
      throw new IllegalStateException("no messages here");
    }));
  }

  @AfterEach
  void stop() throws Exception {
    for (var client : clients) {
      client.close();
    }
    server.close();
  }

  private TestClient connect(String user) throws IOException {
    var client = new TestClient(server.port(), 1 << 20);
    clients.add(client);
    client.line();
    if (!user.isEmpty()) {
      assertThat(client.command("a", "LOGIN " + user + " secret")).startsWith("a OK");
    }
    return client;
  }

  private Told tell(String text, Audience audience) {
    return server.imap().tell(new Alert(text), audience).await().atMost(Duration.ofSeconds(20));
  }

  @Test
  void whoIsLoggedInIsToldAtOnceBetweenCommandsAndInIdle() throws IOException {
    var between = connect("alice");
    var idle = connect("alice");
    var other = connect("bob");
    var nobody = connect("");
    idle.send("i IDLE\r\n");
    assertThat(idle.line()).isEqualTo("+ idling");
    assertThat(tell("Lunch", Audience.of("alice"))).isEqualTo(new Told(2, 1, 0, 0));
    assertThat(between.line()).isEqualTo("* OK [ALERT] Lunch");
    assertThat(idle.line()).isEqualTo("* OK [ALERT] Lunch");
    assertThat(tell("Tea", Audience.EVERYBODY)).isEqualTo(new Told(3, 2, 0, 0));
    assertThat(between.line()).isEqualTo("* OK [ALERT] Tea");
    assertThat(idle.line()).isEqualTo("* OK [ALERT] Tea");
    assertThat(other.line()).isEqualTo("* OK [ALERT] Tea");
    idle.send("DONE\r\n");
    assertThat(idle.line()).isEqualTo("i OK IDLE completed");
    assertThat(nobody.command("n", "NOOP")).isEqualTo("n OK NOOP completed\n");
    assertThat(tell("Who?", Audience.of("carol"))).isEqualTo(new Told(0, 0, 0, 0));
  }

  @Test
  void halfACommandIsNoCommand() throws IOException {
    var client = connect("alice");
    client.send("n NO");
    assertThat(tell("Now", Audience.EVERYBODY).sessions()).isEqualTo(1);
    assertThat(client.line()).isEqualTo("* OK [ALERT] Now");
    client.send("OP\r\n");
    assertThat(client.line()).isEqualTo("n OK NOOP completed");
  }

  @Test
  void whoseCommandRunsIsToldBeforeItsEnd() throws Exception {
    var client = connect("alice");
    client.send("c NAMESPACE\r\n");
    assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < PendingAlerts.MAX; i++) {
      assertThat(tell("alert " + i, Audience.EVERYBODY)).isEqualTo(new Told(0, 1, 1, 0));
    }
    assertThat(tell("one too many", Audience.EVERYBODY)).isEqualTo(new Told(0, 0, 0, 1));
    end.complete(Tagged.ok("done"));
    for (int i = 0; i < PendingAlerts.MAX; i++) {
      assertThat(client.line()).isEqualTo("* OK [ALERT] alert " + i);
    }
    assertThat(client.line()).isEqualTo("c OK done");
  }

  @Test
  void whoDoesNotReadHoldsUpNobody() throws IOException {
    var slow = connect("flooded");
    var quick = connect("bob");
    slow.send("f NAMESPACE\r\n");
    assertThat(slow.octet()).isEqualTo('*');
    for (int i = 0; i < PendingAlerts.MAX; i++) {
      assertThat(tell("alert " + i, Audience.EVERYBODY)).isEqualTo(new Told(1, 2, 1, 0));
      assertThat(quick.line()).isEqualTo("* OK [ALERT] alert " + i);
    }
    assertThat(tell("last", Audience.EVERYBODY)).isEqualTo(new Told(1, 1, 0, 1));
    assertThat(quick.line()).isEqualTo("* OK [ALERT] last");
    assertThat(slow.line()).hasSizeGreaterThan(UNREAD_BYTES);
    assertThat(slow.line()).isEqualTo("f OK flooded");
    slow.send("n NOOP\r\n");
    assertThat(slow.line()).isEqualTo("* OK [ALERT] alert 0");
  }

  @Test
  void nobodyIsToldAfterUnauthenticateOrLogout() throws Exception {
    var client = connect("alice");
    assertThat(client.command("u", "UNAUTHENTICATE")).startsWith("u OK");
    assertThat(tell("Hello", Audience.EVERYBODY)).isEqualTo(new Told(0, 0, 0, 0));
    assertThat(client.command("l", "LOGOUT")).isEqualTo("* BYE Logging out\nl OK LOGOUT completed\n");
  }

  @Test
  void utf8IsForThoseWhoEnabledImap4rev2() throws IOException {
    var old = connect("alice");
    var utf8 = connect("alice");
    var rev2 = connect("alice");
    utf8.command("e", "ENABLE UTF8=ACCEPT");
    rev2.command("e", "ENABLE IMAP4rev2");
    tell("Später 🐦", Audience.EVERYBODY);
    assertThat(old.line()).isEqualTo("* OK [ALERT] Spater ?");
    assertThat(utf8.line()).isEqualTo("* OK [ALERT] Spater ?");
    assertThat(rev2.line()).isEqualTo("* OK [ALERT] Später 🐦");
  }
}
