package org.godwit.imap.transcript;

import io.vertx.core.Future;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.VerticleBase;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.godwit.imap.session.ImapLimits;

/**
 * Measures for how long commands about a large mailbox keep an event loop from everybody else: the most CPU time that an event loop
 * spends between two looks at its timers and sockets. CPU time, so that a busy machine does not matter. For people, not a test:
 *
 * <pre>java -cp ... org.godwit.imap.transcript.LongestTurns DIRECTORY [DOUBLINGS]</pre>
 *
 * <p>DIRECTORY is a data directory that does not exist yet. Everything is done twice: the first time code is cold.
 */
final class LongestTurns {

  private static final List<String> COMMANDS = List.of(
      "NOOP", "FETCH 1:* (FLAGS)", "UID FETCH 1:* (UID FLAGS)", "UID STORE 2:* +FLAGS.SILENT (\\Seen)",
      "UID STORE 3:* +FLAGS (\\Flagged)", "SEARCH ALL", "UID SEARCH RETURN (ALL) FLAGGED", "SORT (REVERSE ARRIVAL) UTF-8 ALL",
      "SEARCH RETURN (SAVE) ALL", "STORE $ -FLAGS.SILENT (\\Flagged)", "THREAD REFERENCES UTF-8 ALL", "FETCH 1:100 BODY[]", "UID COPY 1:50000 INBOX",
      "STATUS INBOX (MESSAGES)", "ENABLE CONDSTORE", "FETCH 1:* (FLAGS) (CHANGEDSINCE 5)", "STORE 1:* (UNCHANGEDSINCE 20) +FLAGS.SILENT (\\Answered)",
      "SEARCH RETURN (SAVE) DRAFT", "STORE $ +FLAGS.SILENT (\\Flagged)", "UID COPY $ INBOX", "STORE $ (UNCHANGEDSINCE 20) +FLAGS.SILENT (\\Seen)",
      "STORE $ +FLAGS.SILENT (\\Deleted)", "EXPUNGE",
      "NOOP", "UID STORE 1:100000 +FLAGS.SILENT (\\Deleted)", "EXPUNGE", "NOOP");

  private final AtomicLong longest = new AtomicLong();
  private final TestServer server;
  private TestClient other;
  private TestClient client;
  private int tag;

  private LongestTurns(Path data) {
    server = TestServer.onDisk(data, ImapLimits.DEFAULT);
  }

  public static void main(String[] arguments) throws Exception {
    new LongestTurns(Path.of(arguments[0])).run(arguments.length == 1 ? 17 : Integer.parseInt(arguments[1]));
    System.exit(0);
  }

  private void run(int doublings) throws Exception {
    server.vertx().deployVerticle(Beat::new, new DeploymentOptions().setInstances(2 * Runtime.getRuntime().availableProcessors())).await();
    client = select();
    fill(doublings);
    other = select();
    for (int i = 0; i < 900; i++) {
      client.command("c" + i, "CREATE folder" + i % 50 + "/name" + i);
    }
    all();
    System.out.println("again:");
    all();
  }

  private void all() throws InterruptedException {
    for (String command : COMMANDS) {
      measure(client, command);
      if (!command.startsWith("FETCH")) {
        measure(other, "NOOP");
      }
    }
    measure(client, "LIST \"\" *");
    measure(client, "LIST \"\" * RETURN (SUBSCRIBED STATUS (MESSAGES UNSEEN))");
    measure(client, "LSUB \"\" *");
  }

  private TestClient select() throws Exception {
    var made = new TestClient(server.port(), 4096);
    made.line();
    made.command("l", "LOGIN anna secret");
    made.command("s", "SELECT INBOX");
    return made;
  }

  private void fill(int doublings) {
    client.send("a APPEND INBOX {16+}\r\nSubject: x\r\n\r\nhi\r\n");
    client.response();
    for (int i = 0; i < doublings; i++) {
      client.command("d", "UID COPY 1:* INBOX");
      if (i == 0) {
        // every other message of all that follow
        client.command("f", "STORE 1 +FLAGS (\\Draft)");
      }
    }
    System.out.println(client.command("n", "STATUS INBOX (MESSAGES)"));
  }

  private void measure(TestClient who, String command) throws InterruptedException {
    longest.set(0);
    long began = System.nanoTime();
    String told = who.command("t" + tag++, command);
    long end = System.nanoTime() - began;
    // the turn that wrote the end of it ends too
    Thread.sleep(50);
    var last = told.substring(told.lastIndexOf('\n', told.length() - 2) + 1).strip();
    System.out.printf("%-60s %8.1f ms longest turn, %8.0f ms in all, %9d octets: %.40s%n",
        (who == other ? "  other: " : "") + command, longest.get() / 1e6, end / 1e6, told.length(), last);
  }

  /** Notes the CPU time of its event loop between two of its timers. */
  private final class Beat extends VerticleBase {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long before;

    @Override
    public Future<?> start() {
      before = threads.getCurrentThreadCpuTime();
      vertx.setPeriodic(1, timer -> beat());
      return Future.succeededFuture();
    }

    private void beat() {
      long now = threads.getCurrentThreadCpuTime();
      longest.accumulateAndGet(now - before, Math::max);
      before = now;
    }
  }
}
