package org.godwit.pop3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.godwit.imap.transcript.TestClient;
import org.godwit.tls.TestTls;

/** A plain POP3 client for tests: blocking, one thread, every wait has an end. */
final class Pop3Client implements AutoCloseable {

  private final TestClient connection;
  private final String greeting;

  Pop3Client(int port) throws IOException {
    connection = new TestClient(port, 1 << 20);
    greeting = connection.line();
  }

  /** A client that is logged in. */
  static Pop3Client loggedIn(int port, String user) throws IOException {
    var client = new Pop3Client(port);
    var reply = client.logIn(user);
    if (!reply.startsWith("+OK")) {
      client.close();
      throw new AssertionError(reply);
    }
    return client;
  }

  String greeting() {
    return greeting;
  }

  TestClient connection() {
    return connection;
  }

  /** USER and PASS. @return the reply to PASS */
  String logIn(String user) {
    ask("USER " + user);
    return ask("PASS secret");
  }

  void send(String commands) {
    connection.send(commands);
  }

  String line() {
    return connection.line();
  }

  /** The first line of the reply. */
  String ask(String command) {
    send(command + "\r\n");
    return line();
  }

  /** The lines of a positive multi-line reply, unstuffed, without the first and the last. */
  List<String> list(String command) {
    var reply = ask(command);
    if (!reply.startsWith("+OK")) {
      throw new AssertionError(command + ": " + reply);
    }
    return rest();
  }

  /** What is left of a multi-line reply. */
  List<String> rest() {
    var lines = new ArrayList<String>();
    for (var line = line(); !line.equals("."); line = line()) {
      lines.add(line.startsWith(".") ? line.substring(1) : line);
    }
    return lines;
  }

  /** A message as one text, with CRLF. */
  String message(String command) {
    var text = new StringBuilder();
    list(command).forEach(line -> text.append(line).append("\r\n"));
    return text.toString();
  }

  void startTls() throws IOException {
    connection.startTls(TestTls.trusting(TestTls.engines()));
  }

  boolean isEnded() {
    return connection.isEnded();
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }

  static byte[] octets(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
