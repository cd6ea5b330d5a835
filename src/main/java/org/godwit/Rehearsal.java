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
 * classes a login, a delivery and everyday commands need, and how these run. Blocks.
 */
final class Rehearsal {

  static final String USER = "rehearsal";
  /** Its password needs no work, so that many logins take no time. */
  private static final String EVERYDAY_USER = "everyday";
  private static final int PATIENCE_MS = 120_000;
  private static final String ORIGIN = "--rehearse";
  private static final List<String> PORTS = List.of("imap.port", "imaps.port", "pop3.port", "lmtp.port");
  /** Below those that systems give to outgoing connections. */
  private static final int PORT_MIN = 24_000;
  private static final int PORT_MAX = 32_000;
  private static final List<RawSetting> PATIENT = List.of(RawSetting.of("pop3s.port", "0", ORIGIN), RawSetting.of("auth.backendTimeoutMs", "60000", ORIGIN),
      RawSetting.of("tls.handshakeTimeoutSeconds", "60", ORIGIN));
  private static final Map<Protocol, List<String>> GOOD =
      Map.of(Protocol.IMAP, List.of("a OK"), Protocol.POP3, List.of("+OK", "."), Protocol.LMTP, List.of("2", "3"));
  /** Commands of POP3 with answers of several lines. */
  private static final List<String> LISTINGS = List.of("UIDL", "LIST", "RETR");

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

  /**
   * Adds the users, then speaks with the ports that are open: everything once, then ordinary sessions. Fails with an
   * {@link IllegalStateException} if an answer is not what it should be.
   *
   * @param rounds ordinary sessions with each port
   */
  static void play(Settings settings, int rounds) {
    addUsers(new UserFile(settings.usersFile()));
    var listeners = Listener.of(settings);
    listeners.forEach(listener -> play(listener, RehearsalScript.once(listener.protocol(), USER)));
    listeners.stream().filter(listener -> listener.protocol() == Protocol.IMAP).findFirst()
        .ifPresent(imap -> play(imap, RehearsalScript.before(EVERYDAY_USER)));
    for (int round = 0; round < rounds; round++) {
      listeners.forEach(listener -> play(listener, RehearsalScript.everyday(listener.protocol(), EVERYDAY_USER)));
    }
  }

  private static void addUsers(UserFile users) {
    try {
      var plain = PasswordHash.parse("{PLAIN}" + RehearsalScript.PASSWORD);
      users.update(table -> table.with(Map.of(new UserName(USER), PasswordHash.of(Password.of(RehearsalScript.PASSWORD)),
          new UserName(EVERYDAY_USER), plain)));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (PasswordHash.UnusableHash impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Sends each line when the one before is answered. */
  private static void play(Listener listener, List<String> lines) {
    try (Socket socket = connect(listener)) {
      socket.setSoTimeout(PATIENCE_MS);
      var answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      answers.readLine();
      for (String line : lines) {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        String last = lastLine(answers, isLast(listener.protocol(), line));
        if (GOOD.get(listener.protocol()).stream().noneMatch(last::startsWith)) {
          throw new IllegalStateException(line + " was answered " + last);
        }
      }
    } catch (IOException | GeneralSecurityException failed) {
      throw new IllegalStateException(listener.name() + ": " + failed.getMessage(), failed);
    }
  }

  private static String lastLine(BufferedReader answers, Predicate<String> isLast) throws IOException {
    String line;
    do {
      line = answers.readLine();
    } while (line != null && !isLast.test(line));
    return line == null ? "end of the connection" : line;
  }

  /** What the last line of an answer looks like. */
  private static Predicate<String> isLast(Protocol protocol, String command) {
    return switch (protocol) {
      case IMAP -> line -> line.startsWith("a ");
      case POP3 -> LISTINGS.stream().anyMatch(command::startsWith) ? line -> line.equals(".") || line.startsWith("-ERR") : line -> true;
      case LMTP -> line -> line.matches("\\d\\d\\d .*");
    };
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
