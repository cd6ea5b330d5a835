package org.godwit.imap.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.godwit.imap.transcript.Transcript.Move;
import org.godwit.imap.transcript.Transcript.Text;
import org.godwit.tls.TestTls;

/** Plays a transcript against a server, once. */
final class TranscriptRun implements AutoCloseable {

  private static final String PASSWORD = "secret";

  private final Transcript transcript;
  private final Manners manners;
  private final int port;
  private final int helperPort;
  private final int chunkBytes;
  private final String user;
  private final Function<String, SSLContext> tls;
  private final Variables variables = new Variables();
  private final Map<Integer, TestClient> clients = new TreeMap<>();
  private final Set<Integer> ended = new HashSet<>();
  private TestClient helper;
  private int helperTags;

  /** Of IMAP. */
  TranscriptRun(Transcript transcript, int port, int chunkBytes, String user) {
    this(transcript, new ImapManners(), port, port, chunkBytes, user);
  }

  /** With clients that trust the server of all tests, and have no certificates. */
  TranscriptRun(Transcript transcript, Manners manners, int port, int helperPort, int chunkBytes, String user) {
    this(transcript, manners, port, helperPort, chunkBytes, user, TranscriptRun::withoutCertificate);
  }

  /**
   * @param port where the clients of the transcript connect
   * @param helperPort where IMAP is spoken, which prepares the ground
   * @param chunkBytes clients send in pieces of so many octets
   * @param user a user whose account nobody has used before
   * @param tls of a client with the certificate of this user, or with none if it is empty
   */
  TranscriptRun(Transcript transcript, Manners manners, int port, int helperPort, int chunkBytes, String user,
      Function<String, SSLContext> tls) {
    this.transcript = transcript;
    this.manners = manners;
    this.port = port;
    this.helperPort = helperPort;
    this.chunkBytes = chunkBytes;
    this.user = user;
    this.tls = tls;
    variables.bind("user", user);
    variables.bind("password", PASSWORD);
  }

  private static SSLContext withoutCertificate(String user) {
    Manners.check(user.isEmpty(), "there are no certificates here");
    return TestTls.trusting(TestTls.engines());
  }

  /** Plays it all, then logs out on every connection that is left: nothing unexpected may be waiting there. */
  void play() throws IOException {
    for (var move : transcript.moves()) {
      try {
        make(move);
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError(transcript.name() + ":" + move.line() + ": " + failure.getMessage() + "\n  variables "
            + variables, failure);
      }
    }
    for (var client : clients.entrySet()) {
      if (!ended.contains(client.getKey())) {
        manners.leave(client.getKey(), client.getValue());
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (var client : clients.values()) {
      client.close();
    }
    if (helper != null) {
      helper.close();
    }
  }

  private void make(Move move) throws IOException {
    switch (move) {
      case Move.Send send -> send(client(send.connection()), filled(send.text()));
      case Move.Expect expect -> expect(client(expect.connection()), expect.responses());
      case Move.Closed closed -> {
        ended.add(closed.connection());
        Manners.check(client(closed.connection()).isEnded(), "the server has more to say, or does not close");
      }
      case Move.Compress compress -> client(compress.connection()).compress();
      case Move.StartTls start -> client(start.connection()).startTls(tls.apply(variables.fill(start.certificate())));
      case Move.Do preparation -> prepare(filled(preparation.command()));
    }
  }

  private TestClient client(int connection) throws IOException {
    var known = clients.get(connection);
    if (known != null) {
      return known;
    }
    var client = new TestClient(port, chunkBytes);
    clients.put(connection, client);
    manners.arrive(client, transcript, user, PASSWORD);
    return client;
  }

  private void prepare(Text command) throws IOException {
    if (helper == null) {
      helper = new TestClient(helperPort, 1 << 20);
      helper.line();
      Manners.ok(helper.command("login", "LOGIN " + user + " " + PASSWORD));
    }
    var tag = "do" + ++helperTags;
    var lines = new ArrayList<>(command.lines());
    lines.set(0, tag + " " + lines.getFirst());
    send(helper, new Text(lines, command.literals()));
    String line;
    do {
      line = helper.response().lines().getLast();
    } while (!line.startsWith(tag + " "));
    Manners.ok(line);
  }

  private Text filled(Text text) {
    return new Text(text.lines().stream().map(variables::fill).toList(), text.literals().stream().map(variables::fill).toList());
  }

  /** Sends a command; for a synchronizing literal it waits until the server asks for it. */
  private static void send(TestClient client, Text text) {
    for (int i = 0; i < text.literals().size(); i++) {
      var literal = text.literals().get(i);
      var line = counted(text.lines().get(i), literal);
      client.send(line + "\r\n");
      if (!line.endsWith("+}")) {
        var leave = client.line();
        Manners.check(leave.startsWith("+ "), "expected leave to send a literal, got " + leave);
      }
      client.send(literal);
    }
    client.send(text.lines().getLast() + "\r\n");
  }

  private void expect(TestClient client, List<Text> responses) {
    var missing = new ArrayList<>(responses);
    while (!missing.isEmpty()) {
      var actual = manners.response(client);
      var found = missing.stream().filter(expected -> matches(expected, actual)).findFirst();
      Manners.check(found.isPresent(), "expected " + shown(missing) + "\n  got      " + shown(List.of(actual)));
      missing.remove(found.get());
    }
  }

  private boolean matches(Text expected, Text actual) {
    if (expected.lines().size() != actual.lines().size()) {
      return false;
    }
    for (int i = 0; i < expected.lines().size(); i++) {
      boolean literalBehind = i < expected.literals().size();
      var line = literalBehind ? counted(expected.lines().get(i), expected.literals().get(i)) : expected.lines().get(i);
      if (!variables.matches(line, actual.lines().get(i))) {
        return false;
      }
      if (literalBehind && !variables.matches(expected.literals().get(i), actual.literals().get(i))) {
        return false;
      }
    }
    return true;
  }

  /** {@code {#}} with the length of the literal. */
  private static String counted(String line, String literal) {
    return line.replaceFirst("\\{#(\\+?)}$", "{" + literal.getBytes(UTF_8).length + "$1}");
  }

  private static String shown(List<Text> texts) {
    var shown = new StringBuilder();
    for (var text : texts) {
      for (int i = 0; i < text.lines().size(); i++) {
        shown.append(i == 0 ? "" : text.literals().get(i - 1)).append(text.lines().get(i)).append("\\r\\n");
      }
      shown.append(" ");
    }
    return shown.toString().strip();
  }
}
