package org.godwit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.godwit.auth.Password;
import org.godwit.auth.PasswordHash;
import org.godwit.auth.UserFile;
import org.godwit.auth.UserName;
import org.godwit.config.RawSetting;
import org.godwit.config.Settings;

/**
 * Made-up clients of a server on loopback with a user {@value #USER}, one after the other, for a build that keeps what Java learns: which
 * classes a login, a delivery and everyday commands need. Blocks.
 */
final class Rehearsal {

  static final String USER = "rehearsal";
  private static final String PASSWORD = "rehearsal";
  private static final int PATIENCE_MS = 120_000;
  private static final String ORIGIN = "--rehearse";
  private static final List<String> PORTS = List.of("imap.port", "imaps.port", "pop3.port", "lmtp.port");
  /** Below those that systems give to outgoing connections. */
  private static final int PORT_MIN = 24_000;
  private static final int PORT_MAX = 32_000;
  private static final List<RawSetting> PATIENT = List.of(RawSetting.of("pop3s.port", "0", ORIGIN), RawSetting.of("auth.backendTimeoutMs", "60000", ORIGIN),
      RawSetting.of("tls.handshakeTimeoutSeconds", "60", ORIGIN));
  private static final String MESSAGE = "Date: Mon, 23 Nov 2026 00:00:00 +0000\r\nFrom: a@example.org\r\nTo: b@example.org\r\n"
      + "Subject: Hello\r\nMessage-ID: <1@example.org>\r\nContent-Type: text/plain\r\n\r\nHello.\r\n";

  private static final List<String> IMAP = List.of("a LOGIN " + USER + " " + PASSWORD, "a CAPABILITY", "a NAMESPACE", "a LIST \"\" \"*\"",
      "a CREATE Other", "a STATUS INBOX (MESSAGES UNSEEN UIDNEXT)", "a APPEND INBOX {" + MESSAGE.length() + "+}\r\n" + MESSAGE, "a SELECT INBOX",
      "a FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)", "a FETCH 1 BODY.PEEK[HEADER.FIELDS (SUBJECT FROM)]",
      "a UID FETCH 1:* (FLAGS)", "a FETCH 1 BODY[]", "a UID SEARCH UNSEEN", "a STORE 1 +FLAGS (\\Seen \\Deleted)", "a COPY 1 Other", "a EXPUNGE", "a DELETE Other",
      "a NOOP", "a LOGOUT");
  private static final List<String> POP3 = List.of("USER " + USER, "PASS " + PASSWORD, "STAT", "QUIT");
  private static final List<String> LMTP = List.of("LHLO localhost", "MAIL FROM:<a@example.org>", "RCPT TO:<" + USER + ">", "DATA", MESSAGE + ".",
      "QUIT");

  private Rehearsal() {}

  /** Settings that suit it: ports that nobody uses now, and patience, as the machine may be busy with the rest of a build. */
  static List<RawSetting> settings() {
    Set<Integer> ports = new LinkedHashSet<>();
    while (ports.size() < PORTS.size()) {
      int port = ThreadLocalRandom.current().nextInt(PORT_MIN, PORT_MAX);
      if (isFree(port)) {
        ports.add(port);
      }
    }
    var settings = new ArrayList<RawSetting>(PATIENT);
    Iterator<Integer> free = ports.iterator();
    PORTS.forEach(key -> settings.add(RawSetting.of(key, Integer.toString(free.next()), ORIGIN)));
    return settings;
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  /** Adds the user, then speaks with the ports that are open. Fails with an {@link IllegalStateException} if an answer is not what it should be. */
  static void play(Settings settings) {
    addUser(new UserFile(settings.usersFile()));
    for (Listener listener : Listener.of(settings)) {
      try (Socket socket = connect(listener)) {
        socket.setSoTimeout(PATIENCE_MS);
        play(listener.protocol(), socket);
      } catch (IOException | GeneralSecurityException failed) {
        throw new IllegalStateException(listener.name() + ": " + failed.getMessage(), failed);
      }
    }
  }

  private static void addUser(UserFile users) {
    try {
      users.update(table -> table.with(Map.of(new UserName(USER), PasswordHash.of(Password.of(PASSWORD)))));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void play(Protocol protocol, Socket socket) throws IOException {
    var answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    answers.readLine();
    switch (protocol) {
      case IMAP -> play(IMAP, socket, answers, line -> line.startsWith("a "), "a OK");
      case POP3 -> play(POP3, socket, answers, line -> true, "+OK");
      case LMTP -> play(LMTP, socket, answers, line -> line.matches("\\d\\d\\d .*"), "2", "3");
    }
  }

  /** Sends each line when the one before is answered. */
  private static void play(List<String> lines, Socket socket, BufferedReader answers, Predicate<String> isLast, String... good)
      throws IOException {
    for (String line : lines) {
      socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      String last = answers.lines().filter(isLast).findFirst().orElse("end of the connection");
      if (List.of(good).stream().noneMatch(last::startsWith)) {
        throw new IllegalStateException(line + " was answered " + last);
      }
    }
  }

  private static Socket connect(Listener listener) throws IOException, GeneralSecurityException {
    var host = InetAddress.getLoopbackAddress();
    return listener.tlsFirst() ? trusting().getSocketFactory().createSocket(host, listener.port()) : new Socket(host, listener.port());
  }

  /** For connections to this very process. */
  private static SSLContext trusting() throws GeneralSecurityException {
    var context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Anybody()}, null);
    return context;
  }

  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
      throw new UnsupportedOperationException("there are only servers here");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
