package org.godwit.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a real server with SIGKILL under load, again and again, and accounts for every message and flag that was acknowledged.
 * {@code -Dgodwit.kills=N} sets how often; {@code -Dgodwit.seed=N} what the load does.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class KillTest {

  private static final int USERS = 3;
  private static final Pattern APPENDUID = Pattern.compile("\\[APPENDUID \\d+ (\\d+)]");
  private static final Pattern FETCHED =
      Pattern.compile("\\* \\d+ FETCH \\(UID (\\d+) FLAGS \\(([^)]*)\\) BODY\\[] \\{\\d+}\r\n(.*)\\)", Pattern.DOTALL);

  /** What is known of one message. {@code maybe}: the command that was under way when the server died may have happened. */
  private static final class Known {
    private final String body;
    private boolean flagged;
    private boolean gone;
    private boolean maybeFlagChanged;
    private boolean maybeGone;

    Known(String body) {
      this.body = body;
    }
  }

  /** One user's mail as acknowledged, and the load that changes it. */
  private static final class Load implements Runnable {
    private final int user;
    private final Random random;
    private final Map<Integer, Known> byUid = new TreeMap<>();
    private final List<String> maybeAppended = new ArrayList<>();
    private final Map<Integer, String> seenUids = new HashMap<>();
    private int serial;
    private int port;
    private CountDownLatch enough;
    private Exception failure;

    Load(int user, long seed) {
      this.user = user;
      this.random = new Random(seed + user);
    }

    @Override
    public void run() {
      try (var client = new BlockingClient(port, "u" + user)) {
        client.ok("SELECT INBOX");
        while (true) {
          step(client);
          enough.countDown();
        }
      } catch (IOException e) {
        // killed
      } catch (RuntimeException e) {
        failure = e;
      }
    }

    private void step(BlockingClient client) throws IOException {
      var alive = byUid.entrySet().stream().filter(e -> !e.getValue().gone).map(Map.Entry::getKey).toList();
      int choice = alive.isEmpty() ? 0 : random.nextInt(10);
      if (choice < 5) {
        append(client);
      } else if (choice < 8) {
        flag(client, alive.get(random.nextInt(alive.size())));
      } else {
        expunge(client, alive.get(random.nextInt(alive.size())));
      }
    }

    private void append(BlockingClient client) throws IOException {
      var body = "Subject: u" + user + "-" + serial++ + "\r\n\r\n" + "x".repeat(random.nextInt(20_000)) + "\r\n";
      maybeAppended.add(body);
      var responses = client.ok("APPEND INBOX {" + body.length() + "+}\r\n" + body);
      var uid = APPENDUID.matcher(responses.getLast());
      assertThat(uid.find()).as(responses.getLast()).isTrue();
      byUid.put(Integer.parseInt(uid.group(1)), new Known(body));
      maybeAppended.remove(body);
    }

    private void flag(BlockingClient client, int uid) throws IOException {
      var known = byUid.get(uid);
      known.maybeFlagChanged = true;
      client.ok("UID STORE " + uid + (known.flagged ? " -" : " +") + "FLAGS.SILENT ($Kept)");
      known.flagged = !known.flagged;
      known.maybeFlagChanged = false;
    }

    private void expunge(BlockingClient client, int uid) throws IOException {
      var known = byUid.get(uid);
      known.maybeGone = true;
      client.ok("UID STORE " + uid + " +FLAGS.SILENT (\\Deleted)");
      client.ok("UID EXPUNGE " + uid);
      known.gone = true;
      known.maybeGone = false;
    }

    /** Compares what the server has with what it acknowledged, and takes over what turned out to have happened. */
    private void check(int serverPort) throws IOException {
      var found = new TreeMap<Integer, String[]>();
      try (var client = new BlockingClient(serverPort, "u" + user)) {
        client.ok("SELECT INBOX");
        for (String response : client.ok("UID FETCH 1:* (UID FLAGS BODY.PEEK[])")) {
          var fetched = FETCHED.matcher(response);
          if (fetched.find()) {
            found.put(Integer.parseInt(fetched.group(1)), new String[] {fetched.group(2), fetched.group(3)});
          }
        }
      }
      byUid.forEach((uid, known) -> checkOne(uid, known, found.get(uid)));
      found.forEach(this::checkUnknown);
      found.forEach((uid, message) ->
          assertThat(seenUids.merge(uid, message[1], (old, now) -> old)).as("uid %d means one message for ever", uid)
              .isEqualTo(message[1]));
      maybeAppended.clear();
    }

    private void checkOne(int uid, Known known, String[] message) {
      if (known.gone) {
        assertThat(message).as("u%d uid %d was expunged", user, uid).isNull();
        return;
      }
      if (message == null) {
        assertThat(known.maybeGone).as("u%d uid %d was acknowledged", user, uid).isTrue();
        known.gone = true;
        return;
      }
      assertThat(message[1]).as("u%d uid %d", user, uid).isEqualTo(known.body);
      boolean flagged = message[0].contains("$Kept");
      if (!known.maybeFlagChanged) {
        assertThat(flagged).as("u%d uid %d $Kept", user, uid).isEqualTo(known.flagged);
      }
      known.flagged = flagged;
      known.maybeFlagChanged = false;
      known.maybeGone = false;
    }

    private void checkUnknown(int uid, String[] message) {
      if (!byUid.containsKey(uid)) {
        assertThat(maybeAppended).as("u%d uid %d: nobody appended this", user, uid).contains(message[1]);
        byUid.put(uid, new Known(message[1]));
      }
    }
  }

  @TempDir
  private Path data;

  @Test
  void nothingAcknowledgedIsLost() throws Exception {
    int kills = Integer.getInteger("godwit.kills", 4);
    long seed = Long.getLong("godwit.seed", 1);
    var loads = new ArrayList<Load>();
    for (int user = 0; user < USERS; user++) {
      loads.add(new Load(user, seed));
    }
    var random = new Random(seed);
    for (int kill = 0; kill < kills; kill++) {
      try (var server = ServerProcess.start(data, USERS)) {
        for (Load load : loads) {
          load.check(server.port());
        }
        runUntilKilled(server, loads, 50 + random.nextInt(300));
      }
    }
    try (var server = ServerProcess.start(data, USERS)) {
      for (Load load : loads) {
        load.check(server.port());
      }
      assertThat(server.end()).isIn(0, 143);
    }
  }

  private static void runUntilKilled(ServerProcess server, List<Load> loads, int commands) throws Exception {
    var enough = new CountDownLatch(commands);
    var threads = new ArrayList<Thread>();
    for (Load load : loads) {
      load.port = server.port();
      load.enough = enough;
      threads.add(Thread.ofPlatform().start(load));
    }
    enough.await();
    server.kill();
    for (Thread thread : threads) {
      thread.join();
    }
    for (Load load : loads) {
      if (load.failure != null) {
        throw load.failure;
      }
    }
  }
}
