package org.godwit.imap.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.godwit.imap.command.ImapCommand;
import org.godwit.imap.handler.Handlers;
import org.godwit.imap.response.CommandFailure;
import org.godwit.imap.response.ResponseCode;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.transcript.TestClient;
import org.godwit.imap.transcript.TestServer;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.wire.LiteralSink;
import org.godwit.wire.LoginBounds;
import org.godwit.wire.WireLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The loop against clients that behave badly, and handlers that fail. */
class CommandLoopTest {

  private TestServer server;
  private TestClient client;

  @AfterEach
  void stop() throws Exception {
    if (client != null) {
      client.close();
    }
    server.close();
  }

  @Test
  void aThousandCommandsInOnePacket() throws Exception {
    loggedIn(ImapLimits.DEFAULT, new Handlers.Builder());
    var commands = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      commands.append("t").append(i).append(" NOOP\r\n");
    }
    client.send(commands.toString());
    for (int i = 0; i < 1000; i++) {
      assertThat(client.line()).isEqualTo("t" + i + " OK NOOP completed");
    }
  }

  @Test
  void whatComesBehindALogoutIsNotCarriedOut() throws Exception {
    loggedIn(ImapLimits.DEFAULT, new Handlers.Builder());
    client.send("a1 LOGOUT\r\na2 NOOP\r\n");
    assertThat(client.line()).isEqualTo("* BYE Logging out");
    assertThat(client.line()).isEqualTo("a1 OK LOGOUT completed");
    assertThat(client.isEnded()).isTrue();
  }

  @Test
  void longLinesAreRefusedAndTheSessionGoesOn() throws Exception {
    loggedIn(ImapLimits.DEFAULT, new Handlers.Builder());
    client.send("a1 SEARCH " + "x".repeat(70_000) + "\r\na2 NOOP\r\n");
    assertThat(client.line()).isEqualTo("a1 BAD [LIMIT] Command line too long");
    assertThat(client.line()).isEqualTo("a2 OK NOOP completed");
  }

  @Test
  void endlessLinesBeforeLoginEndTheConnection() throws Exception {
    connect(ImapLimits.DEFAULT, new Handlers.Builder());
    client.send("x".repeat(80_000));
    assertThat(client.line()).isEqualTo("* BYE Command line too long");
  }

  @Test
  void tooManyErrorsEndTheConnection() throws Exception {
    connect(ImapLimits.DEFAULT, new Handlers.Builder());
    for (int i = 0; i < 20; i++) {
      client.send("a LOGIN nobody x\r\n");
      assertThat(client.line()).startsWith("a NO [AUTHENTICATIONFAILED]");
    }
    assertThat(client.line()).isEqualTo("* BYE Too many errors");
  }

  @Test
  void loginTakesOnlySoLong() throws Exception {
    connect(ImapLimits.DEFAULT.withLogin(new LoginBounds(30, 1 << 20, 100)), new Handlers.Builder());
    assertThat(client.line()).isEqualTo("* BYE No login for too long");
  }

  @Test
  void idlersAreLoggedOut() throws Exception {
    loggedIn(ImapLimits.DEFAULT.withIdleTimeout(400), new Handlers.Builder());
    client.send("a IDLE\r\n");
    assertThat(client.line()).isEqualTo("+ idling");
    assertThat(client.line()).isEqualTo("* BYE Idle for too long");
  }

  @Test
  void failuresBecomeAnswers() throws Exception {
    var failures = new ConcurrentLinkedQueue<>(List.of(
        CommandFailure.no(ResponseCode.CANNOT, "Never"),
        new MailboxFailure(MailboxFailure.Kind.OVERQUOTA, "The disk is full"),
        new IllegalStateException("a bug, as the test wants it")));
    loggedIn(ImapLimits.DEFAULT, new Handlers.Builder()
        .on(ImapCommand.Namespace.class, (command, session) -> {
          if (failures.size() == 2) {
            throw failures.poll();
          }
          return Uni.createFrom().failure(failures.poll());
        }));
    assertThat(client.command("a", "NAMESPACE")).isEqualTo("a NO [CANNOT] Never\n");
    assertThat(client.command("a", "NAMESPACE")).isEqualTo("a NO [OVERQUOTA] The disk is full\n");
    assertThat(client.command("a", "NAMESPACE")).startsWith("a NO [SERVERBUG] ");
    assertThat(client.command("a", "CHECK")).isEqualTo("a BAD Select a mailbox first\n");
    assertThat(client.command("a", "LIST \"\" *")).isEqualTo("a BAD Unknown command\n");
  }

  @Test
  void aBugBehindAHandlerEndsTheConnection() throws Exception {
    loggedIn(ImapLimits.DEFAULT, new Handlers.Builder()
        .on(ImapCommand.Namespace.class, (command, session) -> Uni.createFrom().nullItem()));
    client.send("a NAMESPACE\r\n");
    assertThat(client.isEnded()).isTrue();
  }

  @Test
  void answersFromOtherThreadsCome() throws Exception {
    loggedIn(ImapLimits.DEFAULT, new Handlers.Builder()
        .on(ImapCommand.Namespace.class, (command, session) -> Uni.createFrom().emitter(emitter ->
            Thread.ofVirtual().start(() -> emitter.complete(Tagged.ok("from afar"))))));
    for (int i = 0; i < 100; i++) {
      assertThat(client.command("a", "NAMESPACE")).isEqualTo("a OK from afar\n");
    }
  }

  @Test
  void aClientThatDoesNotReadHoldsUpItsOwnAnswersOnly() throws Exception {
    var written = new AtomicLong();
    var pending = new AtomicLong();
    var limits = ImapLimits.DEFAULT.withWire(new WireLimits(64 * 1024, 60_000));
    int lines = 20_000;
    var stalled = new CountDownLatch(1);
    loggedIn(limits, new Handlers.Builder().on(ImapCommand.Namespace.class,
        (command, session) -> lines(session, lines, written, pending, stalled)));
    client.send("a NAMESPACE\r\n");
    assertThat(stalled.await(20, TimeUnit.SECONDS)).isTrue();
    // the socket's buffers on both sides take some megabytes; 20 MB are too many for them
    long before = written.get();
    assertThat(before).isLessThan(lines);
    try (var other = new TestClient(server.port(), 1 << 20)) {
      other.line();
      assertThat(other.command("b", "NOOP")).isEqualTo("b OK NOOP completed\n");
    }
    for (int i = 0; i < lines; i++) {
      assertThat(client.line()).hasSize(1000);
    }
    assertThat(client.line()).isEqualTo("a OK that was all");
    assertThat(pending.get()).isLessThanOrEqualTo(64 * 1024 + 1002);
  }

  private static Uni<Tagged> lines(ImapSession session, int left, AtomicLong written, AtomicLong pending,
      CountDownLatch stalled) {
    for (int i = left; i > 0; i--) {
      session.out().raw("* " + "x".repeat(998)).end();
      written.incrementAndGet();
      pending.accumulateAndGet(((SocketLink) session.link()).pendingOutputBytes(), Math::max);
      if (((SocketLink) session.link()).pendingOutputBytes() > 64 * 1024) {
        stalled.countDown();
        int rest = i - 1;
        return session.out().drained().chain(() -> lines(session, rest, written, pending, stalled));
      }
    }
    return Uni.createFrom().item(Tagged.ok("that was all"));
  }

  @Test
  void aClientThatNeverReadsIsDropped() throws Exception {
    var failed = new CountDownLatch(1);
    var limits = ImapLimits.DEFAULT.withWire(new WireLimits(64 * 1024, 200));
    loggedIn(limits, new Handlers.Builder().on(ImapCommand.Namespace.class,
        (command, session) -> lines(session, 20_000, new AtomicLong(), new AtomicLong(), new CountDownLatch(1))
            .onFailure().invoke(failed::countDown)));
    client.send("a NAMESPACE\r\n");
    assertThat(failed.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void largeMessagesAreStreamed() throws Exception {
    var sinks = new TestSinks();
    appending(sinks);
    client.send("a APPEND INBOX {3000}\r\n");
    assertThat(client.line()).isEqualTo("+ OK");
    client.send("m".repeat(3000) + " {10+}\r\n" + "n".repeat(10) + "\r\n");
    assertThat(client.line()).isEqualTo("a OK 3000 octets streamed, then 10 kept");
    assertThat(sinks.sinks).hasSize(1);
    assertThat(sinks.sinks.peek().text()).isEqualTo("m".repeat(3000));
    assertThat(client.command("b", "NOOP")).isEqualTo("b OK NOOP completed\n");
    assertThat(sinks.sinks.peek().released.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aMessageThatIsCutOffIsGivenUp() throws Exception {
    var sinks = new TestSinks();
    appending(sinks);
    client.send("a APPEND INBOX {3000+}\r\n" + "m".repeat(2000));
    assertThat(sinks.opened.await(20, TimeUnit.SECONDS)).isTrue();
    client.close();
    assertThat(sinks.sinks.peek().released.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aMessageThatCannotBeWrittenIsReadPast() throws Exception {
    var sinks = new TestSinks();
    sinks.failAt = 1;
    appending(sinks);
    client.send("a APPEND INBOX {3000+}\r\n" + "m".repeat(3000) + "\r\nb NOOP\r\n");
    assertThat(client.line()).isEqualTo("a NO [OVERQUOTA] full");
    assertThat(client.line()).isEqualTo("b OK NOOP completed");
    assertThat(sinks.sinks.peek().releases.get()).isEqualTo(1);
  }

  @Test
  void messagesBeyondTheLimitAreRefusedUnread() throws Exception {
    appending(new TestSinks());
    client.send("a APPEND INBOX {5001}\r\n");
    assertThat(client.line()).isEqualTo("a NO [TOOBIG] Message too large");
    client.send("b APPEND INBOX {5001+}\r\n" + "m".repeat(5001) + "\r\nc NOOP\r\n");
    assertThat(client.line()).isEqualTo("b NO [TOOBIG] Message too large");
    assertThat(client.line()).isEqualTo("c OK NOOP completed");
  }

  @Test
  void unauthenticateEndsCompressionForCommandsBehindItToo() throws Exception {
    loggedIn(ImapLimits.DEFAULT, new Handlers.Builder());
    assertThat(client.command("a", "COMPRESS DEFLATE")).startsWith("a OK");
    client.compress();
    assertThat(client.command("b", "NOOP")).isEqualTo("b OK NOOP completed\n");
    byte[] compressed = client.compressed("c UNAUTHENTICATE\r\n");
    byte[] clear = "d NOOP\r\ne LOGIN alice secret\r\n".getBytes(US_ASCII);
    byte[] both = Arrays.copyOf(compressed, compressed.length + clear.length);
    System.arraycopy(clear, 0, both, compressed.length, clear.length);
    client.sendRaw(both);
    assertThat(client.line()).isEqualTo("c OK UNAUTHENTICATE completed");
    client.decompress();
    assertThat(client.line()).isEqualTo("d OK NOOP completed");
    assertThat(client.line()).startsWith("e OK [CAPABILITY ").contains("COMPRESS=DEFLATE");
    assertThat(client.command("f", "NOOP")).isEqualTo("f OK NOOP completed\n");
  }

  @Test
  void aFewOctetsThatBecomeVeryManyAreRefusedLikeAnyOther() throws Exception {
    loggedIn(ImapLimits.DEFAULT, new Handlers.Builder());
    assertThat(client.command("a", "COMPRESS DEFLATE")).startsWith("a OK");
    client.compress();
    client.send("b " + "x".repeat(20_000_000) + "\r\nc NOOP\r\n");
    assertThat(client.line()).isEqualTo("b BAD [LIMIT] Command line too long");
    assertThat(client.line()).isEqualTo("c OK NOOP completed");
  }

  @Test
  void closingTheServerSaysBye() throws Exception {
    loggedIn(ImapLimits.DEFAULT, new Handlers.Builder());
    server.imap().close().await().atMost(java.time.Duration.ofSeconds(20));
    assertThat(client.line()).isEqualTo("* BYE Server is shutting down");
    assertThat(server.connections()).isZero();
  }

  @Test
  void aSessionOutlivesThePortAndItsEndSaysByeBehindTheRunningCommand() throws Exception {
    var started = new Semaphore(0);
    var first = new CompletableFuture<Tagged>();
    var second = new CompletableFuture<Tagged>();
    var running = new ArrayDeque<>(List.of(first, second));
    loggedIn(ImapLimits.DEFAULT, new Handlers.Builder().on(ImapCommand.Namespace.class, (command, session) -> {
      started.release();
      return Uni.createFrom().completionStage(running.remove());
    }));
    client.send("a NAMESPACE\r\n");
    assertThat(started.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    var closing = Thread.ofVirtual().start(server::closePort);
    first.complete(Tagged.ok("done"));
    assertThat(client.line()).isEqualTo("a OK done");
    client.send("b NAMESPACE\r\n");
    assertThat(started.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    server.imap().endSessions();
    second.complete(Tagged.ok("done"));
    assertThat(client.line()).isEqualTo("b OK done");
    assertThat(client.line()).isEqualTo("* BYE Server is shutting down");
    closing.join();
  }

  private void appending(TestSinks sinks) throws Exception {
    var handlers = new Handlers.Builder().on(ImapCommand.Append.class, (command, session) -> {
      var first = command.messages().getFirst().body();
      var second = command.messages().getLast().body();
      assertThat(((StreamedLiteral) first).sink()).isSameAs(sinks.sinks.peek());
      return Uni.createFrom().item(Tagged.ok(first.size() + " octets streamed, then " + second.bytes().length + " kept"));
    });
    server = new TestServer(TestServer.services(ImapLimits.DEFAULT.withMessages(5000, 1000), handlers, sinks));
    logIn();
  }

  private void loggedIn(ImapLimits limits, Handlers.Builder handlers) throws Exception {
    connect(limits, handlers);
    assertThat(client.command("login", "LOGIN alice secret")).startsWith("login OK");
  }

  private void connect(ImapLimits limits, Handlers.Builder handlers) throws Exception {
    server = new TestServer(TestServer.services(limits, handlers, new TestSinks()));
    client = new TestClient(server.port(), 1 << 20);
    client.line();
  }

  private void logIn() throws Exception {
    client = new TestClient(server.port(), 1 << 20);
    client.line();
    assertThat(client.command("login", "LOGIN alice secret")).startsWith("login OK");
  }

  /** Sinks in memory. */
  private static final class TestSinks implements LiteralSinks {

    final ConcurrentLinkedQueue<TestSink> sinks = new ConcurrentLinkedQueue<>();
    final CountDownLatch opened = new CountDownLatch(1);
    volatile int failAt = Integer.MAX_VALUE;

    @Override
    public Uni<LiteralSink> open(ImapSession session, long size) {
      var sink = new TestSink(failAt);
      sinks.add(sink);
      opened.countDown();
      return Uni.createFrom().item(sink);
    }
  }

  private static final class TestSink implements LiteralSink {

    final CountDownLatch released = new CountDownLatch(1);
    final AtomicLong releases = new AtomicLong();
    private final Buffer octets = Buffer.buffer();
    private final int failAt;
    private int writes;
    private boolean writing;

    TestSink(int failAt) {
      this.failAt = failAt;
    }

    @Override
    public Uni<Void> write(Buffer piece) {
      assertThat(writing).isFalse();
      writing = true;
      return Uni.createFrom().emitter(emitter -> Thread.ofVirtual().start(() -> {
        octets.appendBuffer(piece);
        writing = false;
        if (++writes == failAt) {
          emitter.fail(new MailboxFailure(MailboxFailure.Kind.OVERQUOTA, "full"));
        } else {
          emitter.complete(null);
        }
      }));
    }

    @Override
    public Uni<Void> complete() {
      return Uni.createFrom().voidItem();
    }

    @Override
    public void release() {
      releases.incrementAndGet();
      released.countDown();
    }

    String text() {
      return octets.toString();
    }
  }
}
