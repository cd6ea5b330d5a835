package org.godwit.imap.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.godwit.imap.session.ImapLimits;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Sessions of every kind change one mailbox at the same time; each is told the same in the end, and nothing impossible before. */
class SessionsTogetherTest {

  private static final int COMMANDS = 150;
  private static final List<String> KINDS = List.of("", "IMAP4rev2", "QRESYNC", "CONDSTORE", "QRESYNC IMAP4rev2");
  private static final List<String> FLAGS = List.of("\\Seen", "\\Flagged", "\\Deleted", "k1", "k2");

  @RepeatedTest(3)
  void allAgreeInTheEnd(RepetitionInfo repetition) throws Exception {
    try (var server = TestServer.ofEverything(ImapLimits.DEFAULT);
        var threads = Executors.newCachedThreadPool()) {
      var clients = new ArrayList<CountingClient>();
      for (String kind : KINDS) {
        clients.add(new CountingClient(server.port(), "together", kind));
      }
      var work = new ArrayList<Callable<Void>>();
      for (var client : clients) {
        var random = new Random(repetition.getCurrentRepetition() * 100L + work.size());
        work.add(() -> work(client, random));
      }
      for (var done : threads.invokeAll(work)) {
        done.get();
      }
      agree(clients);
    }
  }

  private static Void work(CountingClient client, Random random) {
    client.command("SELECT INBOX");
    client.learn();
    for (int i = 0; i < COMMANDS; i++) {
      step(client, random);
    }
    return null;
  }

  private static void step(CountingClient client, Random random) {
    var flag = FLAGS.get(random.nextInt(FLAGS.size()));
    int number = client.uids.isEmpty() ? 0 : 1 + random.nextInt(client.uids.size());
    switch (number == 0 ? 0 : random.nextInt(12)) {
      case 0, 1, 2 -> client.command("APPEND INBOX (" + flag + ") {1+}\r\nx");
      case 3, 4, 5 -> client.command("STORE " + number + (random.nextBoolean() ? " +" : " -") + "FLAGS (" + flag + ")");
      case 6 -> client.command("EXPUNGE");
      case 7 -> client.command("MOVE " + number + " INBOX");
      case 8 -> client.command("COPY " + number + " INBOX");
      case 9 -> client.command("UID STORE 1:* +FLAGS (" + flag + ")");
      case 10 -> client.command("NOOP");
      default -> client.learn();
    }
  }

  private static void agree(List<CountingClient> clients) {
    List<Integer> uids = null;
    Map<Integer, TreeSet<String>> flags = null;
    for (var client : clients) {
      client.command("NOOP");
      var heard = Map.copyOf(client.flags);
      client.learn();
      heard.forEach((uid, known) -> assertThat(client.flags.get(uid)).as("flags of %d", uid).isEqualTo(known));
      uids = uids == null ? client.uids : uids;
      flags = flags == null ? client.flags : flags;
      assertThat(client.uids).isEqualTo(uids).doesNotContainNull();
      assertThat(client.flags).isEqualTo(flags);
    }
  }
}
