package org.godwit.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.godwit.imap.command.ImapCommand;
import org.godwit.imap.handler.Handlers;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.transcript.TestClient;
import org.godwit.imap.transcript.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** IDLE and announcements, with a mailbox that counts. */
class IdleTest {

  private final Counting mailbox = new Counting();
  private TestServer server;
  private TestClient client;

  @BeforeEach
  void start() throws Exception {
    var handlers = new Handlers.Builder()
        .on(ImapCommand.Select.class, (command, session) -> {
          mailbox.selected(session);
          session.select(mailbox);
          return Uni.createFrom().item(Tagged.ok("selected"));
        })
        .on(ImapCommand.Check.class, (command, session) -> Uni.createFrom().item(Tagged.ok("checked")))
        .on(ImapCommand.Fetch.class, (command, session) -> Uni.createFrom().item(Tagged.ok("fetched")));
    server = new TestServer(TestServer.services(ImapLimits.DEFAULT, handlers, (session, size) -> {
      throw new IllegalStateException("no messages here");
    }));
    client = new TestClient(server.port(), 1 << 20);
    client.line();
    assertThat(client.command("a", "LOGIN alice secret")).startsWith("a OK");
    assertThat(client.command("a", "SELECT INBOX")).isEqualTo("a OK selected\n");
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
  }

  @Test
  void newsComesWithTheNextCommandThatAllowsIt() {
    mailbox.news();
    assertThat(client.command("b", "FETCH 1 FLAGS")).isEqualTo("* 1 EXISTS\nb OK fetched\n");
    mailbox.news();
    assertThat(client.command("c", "CHECK")).isEqualTo("* 2 EXISTS\n* 1 EXPUNGE\nc OK checked\n");
    assertThat(client.command("d", "NOOP")).isEqualTo("d OK NOOP completed\n");
  }

  @Test
  void newsComesDuringIdle() {
    client.send("b IDLE\r\n");
    assertThat(client.line()).isEqualTo("+ idling");
    for (int i = 1; i <= 50; i++) {
      long began = System.nanoTime();
      mailbox.news();
      assertThat(client.line()).isEqualTo("* " + i + " EXISTS");
      assertThat(client.line()).isEqualTo("* 1 EXPUNGE");
      // 100 ms is what is promised; a busy machine may need longer once
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)).isLessThan(1000);
    }
    client.send("DONE\r\n");
    assertThat(client.line()).isEqualTo("b OK IDLE completed");
  }

  @Test
  void newsFromBeforeIsToldWhenIdleBegins() {
    mailbox.news();
    client.send("b IDLE\r\n");
    assertThat(client.line()).isEqualTo("+ idling");
    assertThat(client.line()).isEqualTo("* 1 EXISTS");
    assertThat(client.line()).isEqualTo("* 1 EXPUNGE");
    client.send("DONE\r\n");
    assertThat(client.line()).isEqualTo("b OK IDLE completed");
  }

  @Test
  void nothingIsToldBehindTheEndOfIdle() {
    client.send("b IDLE\r\n");
    assertThat(client.line()).isEqualTo("+ idling");
    client.send("DONE\r\n");
    assertThat(client.line()).isEqualTo("b OK IDLE completed");
    mailbox.news();
    assertThat(client.command("c", "NOOP")).isEqualTo("* 1 EXISTS\n* 1 EXPUNGE\nc OK NOOP completed\n");
  }

  @Test
  void theMailboxIsReleasedWhenTheClientIsGone() throws Exception {
    client.send("b IDLE\r\n");
    assertThat(client.line()).isEqualTo("+ idling");
    client.close();
    assertThat(mailbox.released.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void theFirstUseOfCondstoreTellsHighestModSeq() {
    assertThat(client.command("b", "ENABLE CONDSTORE"))
        .isEqualTo("* OK [HIGHESTMODSEQ 42] Highest modification sequence\n* ENABLED CONDSTORE\nb OK ENABLE completed\n");
    assertThat(client.command("c", "ENABLE QRESYNC")).isEqualTo("* ENABLED QRESYNC\nc OK ENABLE completed\n");
  }

  /** A mailbox whose news is a number and an EXPUNGE; slow to tell it. */
  private static final class Counting implements SelectedMailbox {

    final CountDownLatch released = new CountDownLatch(1);
    private volatile ImapSession session;
    private volatile Context context;
    private Runnable listener = () -> { };
    private int count;
    private int told;
    private boolean expunged;
    private boolean announcing;

    void selected(ImapSession by) {
      session = by;
      context = Vertx.currentContext();
    }

    /** Any thread. */
    void news() {
      var arrived = new CountDownLatch(1);
      context.runOnContext(ignored -> {
        count++;
        expunged = true;
        listener.run();
        arrived.countDown();
      });
      try {
        assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException stop) {
        throw new IllegalStateException(stop);
      }
    }

    @Override
    public Uni<Void> announce(boolean expungeAllowed) {
      assertThat(announcing).isFalse();
      announcing = true;
      return Uni.createFrom().<Void>emitter(emitter -> context.runOnContext(ignored -> {
        tell(expungeAllowed);
        announcing = false;
        emitter.complete(null);
      }));
    }

    private void tell(boolean expungeAllowed) {
      if (told < count) {
        told = count;
        session.out().untagged().number(told).raw(" EXISTS").end();
      }
      if (expunged && expungeAllowed) {
        expunged = false;
        session.out().untagged().raw("1 EXPUNGE").end();
      }
    }

    @Override
    public void onNews(Runnable newListener) {
      listener = newListener;
      if (told < count || expunged) {
        newListener.run();
      }
    }

    @Override
    public long highestModSeq() {
      return 42;
    }

    @Override
    public void release() {
      released.countDown();
    }
  }
}
