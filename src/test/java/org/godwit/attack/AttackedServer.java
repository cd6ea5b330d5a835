package org.godwit.attack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.godwit.auth.Password;
import org.godwit.auth.PasswordHash;

/** The server in a process of its own, with a victim who has little mail and an attacker who has much. */
final class AttackedServer implements AutoCloseable {

  static final String VICTIM = "alice";
  static final String ATTACKER = "mallory";
  static final String RECIPIENT = "bob";
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");

  private final Process process;
  private final int imap;
  private final int imaps;
  private final int pop3;
  private final int lmtp;
  private final StringBuilder errors;

  private AttackedServer(Process process, int imap, int imaps, int pop3, int lmtp, StringBuilder errors) {
    this.process = process;
    this.imap = imap;
    this.imaps = imaps;
    this.pop3 = pop3;
    this.lmtp = lmtp;
    this.errors = errors;
  }

  /** Starts it and waits until it lets clients in. */
  static AttackedServer start(Path data, List<String> settings) throws IOException {
    Files.createDirectories(data);
    Files.write(data.resolve("users"), List.of(VICTIM + ":" + hashed(), ATTACKER + ":{PLAIN}pass", RECIPIENT + ":{PLAIN}pass"));
    int imap = freePort();
    int imaps = freePort();
    int pop3 = freePort();
    int lmtp = freePort();
    var command = new ArrayList<>(List.of(JAVA.resolve("java").toString(), "-Xmx512m", "-Dlogback.configurationFile=logback.xml", "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"), "org.godwit.Godwit", "serve", "--no-demo",
        "--data", data.toString()));
    var all = new ArrayList<>(List.of("imap.port=" + imap, "imaps.port=" + imaps, "pop3.port=" + pop3, "pop3s.port=0", "lmtp.port=" + lmtp, "log.level=error",
        // every login is one more password to hash
        "auth.cacheSeconds=0",
        // a machine that does nothing but tests is slow to hash
        "auth.backendTimeoutMs=60000"));
    all.addAll(settings);
    all.forEach(setting -> command.addAll(List.of("--set", setting)));
    var process = new ProcessBuilder(command).start();
    var errors = new StringBuilder();
    read(new BufferedReader(new InputStreamReader(process.getErrorStream(), US_ASCII)), errors);
    var output = new BufferedReader(new InputStreamReader(process.getInputStream(), US_ASCII));
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.contains("Ctrl-C")) {
        return new AttackedServer(process, imap, imaps, pop3, lmtp, errors);
      }
    }
    throw new IOException("the server did not start: " + errors);
  }

  private static String hashed() {
    return PasswordHash.of(Password.of("pass")).text();
  }

  private static void read(BufferedReader from, StringBuilder to) {
    Thread.ofPlatform().daemon().start(() -> from.lines().forEach(line -> {
      synchronized (to) {
        // the audit log speaks of every guess
        if (line.contains("ERROR") || line.contains("OutOfMemory")) {
          to.append(line).append('\n');
        }
      }
    }));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** A message of about so many octets, no two lines of its text alike. */
  static byte[] message(int bytes) {
    var text = new StringBuilder(bytes + 100).append("From: a@example.org\r\nSubject: ").append(bytes).append("\r\n\r\n");
    for (int i = 0; text.length() < bytes; i++) {
      text.append("line ").append(i).append(" of mail that somebody has written, once upon a time\r\n");
    }
    return text.toString().getBytes(US_ASCII);
  }

  int imap() {
    return imap;
  }

  int imaps() {
    return imaps;
  }

  int pop3() {
    return pop3;
  }

  int lmtp() {
    return lmtp;
  }

  /** What it has logged as errors so far. */
  String errors() {
    synchronized (errors) {
      return errors.toString();
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Memory of the process, MiB; -1 where there is no /proc. */
  long residentMiB() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    return Files.exists(status) ? first(Files.readString(status), "VmRSS:\\s+(\\d+) kB") / 1024 : -1;
  }

  /** Heap in use, MiB. */
  long heapMiB() throws IOException {
    var info = new ProcessBuilder(JAVA.resolve("jcmd").toString(), Long.toString(process.pid()), "GC.heap_info").redirectErrorStream(true).start();
    String text = new String(info.getInputStream().readAllBytes(), US_ASCII);
    // of collectors with generations there is a line for each
    return Pattern.compile("(?m)^(?! *Metaspace).*?used (\\d+)K").matcher(text).results().filter(line -> !line.group().contains("Metaspace")
        && !line.group().contains("class space")).mapToLong(line -> Long.parseLong(line.group(1))).sum() / 1024;
  }

  private static long first(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().findFirst().map(match -> Long.parseLong(match.group(1))).orElse(-1L);
  }

  /** Ends it; its exit status. */
  int end() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the server does not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
