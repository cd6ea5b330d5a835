package org.godwit.lmtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.godwit.imap.transcript.TestClient;
import org.godwit.imap.transcript.Transcript;
import org.godwit.imap.transcript.Transcript.Move;
import org.godwit.imap.transcript.Transcript.Text;
import org.godwit.imap.transcript.Variables;
import org.godwit.lmtp.session.LmtpLimits;
import org.godwit.tls.TestTls;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Plays every transcript of LMTP: whole over accounts on disk, cut into small pieces over accounts in memory. */
class LmtpTranscriptsTest {

  private static final int WHOLE = 1 << 20;
  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final LmtpLimits LIMITS = new LmtpLimits(600, 100, 20, LmtpLimits.DEFAULT.skipBytesMax(), 60_000, LmtpLimits.DEFAULT.wire());

  @TempDir
  static Path data;
  private static LmtpTestServer onDisk;
  private static LmtpTestServer inMemory;

  @BeforeAll
  static void start() {
    onDisk = LmtpTestServer.onDisk(data, LIMITS);
    inMemory = LmtpTestServer.inMemory(LIMITS);
  }

  @AfterAll
  static void stop() {
    onDisk.close();
    inMemory.close();
  }

  @TestFactory
  Stream<DynamicTest> transcripts() throws IOException, URISyntaxException {
    var root = Path.of(LmtpTranscriptsTest.class.getResource("/transcripts/lmtp").toURI());
    try (var files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList().stream().flatMap(file -> Stream.of(
          test(root, file, onDisk, "on disk", WHOLE),
          test(root, file, inMemory, "octet by octet", 1),
          test(root, file, inMemory, "by seven octets", 7)));
    }
  }

  private static DynamicTest test(Path root, Path file, LmtpTestServer server, String how, int pieceBytes) {
    return DynamicTest.dynamicTest(root.relativize(file) + " " + how, file.toUri(), () -> {
      try (var run = new Run(Transcript.read(root, file), server, pieceBytes)) {
        run.play();
      }
    });
  }

  /** One transcript, once. {@code $user} and {@code $other} are accounts that nobody has used before. */
  private static final class Run implements AutoCloseable {

    private final Transcript transcript;
    private final LmtpTestServer server;
    private final int pieceBytes;
    private final Variables variables = new Variables();
    private final Map<Integer, TestClient> clients = new HashMap<>();
    private final Set<Integer> ended = new HashSet<>();

    Run(Transcript transcript, LmtpTestServer server, int pieceBytes) {
      this.transcript = transcript;
      this.server = server;
      this.pieceBytes = pieceBytes;
      int number = RUNS.incrementAndGet();
      variables.bind("user", "user" + number);
      variables.bind("other", "user-other" + number);
    }

    void play() throws IOException {
      for (var move : transcript.moves()) {
        try {
          make(move);
        } catch (AssertionError | RuntimeException failure) {
          throw new AssertionError(transcript.name() + ":" + move.line() + ": " + failure.getMessage(), failure);
        }
      }
      for (var client : clients.entrySet()) {
        if (!ended.contains(client.getKey())) {
          client.getValue().send("QUIT\r\n");
          assertThat(client.getValue().line()).as("in the end").startsWith("221 2.0.0");
          assertThat(client.getValue().isEnded()).isTrue();
        }
      }
    }

    private void make(Move move) throws IOException {
      switch (move) {
        case Move.Send send -> send(client(send.connection()), send.text());
        case Move.Expect expect -> {
          var actual = client(expect.connection()).line();
          var expected = expect.responses().getFirst().lines().getFirst();
          assertThat(variables.matches(expected, actual)).as("expected %s, got %s", expected, actual).isTrue();
        }
        case Move.Closed closed -> {
          ended.add(closed.connection());
          assertThat(client(closed.connection()).isEnded()).as("closed").isTrue();
        }
        case Move.StartTls start -> client(start.connection()).startTls(TestTls.trusting(TestTls.engines()));
        case Move.Do check -> check(check.command());
        default -> throw new IllegalArgumentException("LMTP has no such move: " + move);
      }
    }

    private void send(TestClient client, Text text) {
      for (int i = 0; i < text.lines().size(); i++) {
        client.send(variables.fill(text.lines().get(i)) + "\r\n");
        if (i < text.literals().size()) {
          client.send(variables.fill(text.literals().get(i)));
        }
      }
    }

    private TestClient client(int connection) throws IOException {
      var client = clients.get(connection);
      if (client == null) {
        client = new TestClient(server.port(), pieceBytes);
        clients.put(connection, client);
        if (!transcript.header("state", "connected").equals("greeting")) {
          client.line();
        }
        if (transcript.header("state", "connected").equals("ready")) {
          client.send("LHLO client.example\r\n");
          while (!client.line().startsWith("250 ")) {
            // capabilities, which are tested elsewhere
          }
        }
      }
      return client;
    }

    private void check(Text command) {
      var words = variables.fill(command.lines().getFirst()).split(" ");
      switch (words[0]) {
        case "create" -> server.create(words[1], words[2]);
        case "count" -> assertThat(server.messages(words[1], words[2])).hasSize(Integer.parseInt(words[3]));
        case "latest" -> {
          var actual = new String(server.messages(words[1], words[2]).getLast(), UTF_8);
          assertThat(variables.matches(command.literals().getFirst(), actual))
              .as("expected\n%s\ngot\n%s", variables.fill(command.literals().getFirst()), actual).isTrue();
        }
        default -> throw new IllegalArgumentException("create, count or latest: " + words[0]);
      }
    }

    @Override
    public void close() throws IOException {
      for (var client : clients.values()) {
        client.close();
      }
    }
  }
}
