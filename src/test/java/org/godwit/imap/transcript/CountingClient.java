package org.godwit.imap.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client that knows its mailbox by nothing but what the server tells: a list of messages, their UIDs as far as it has seen them,
 * their flags. It fails when something it is told cannot be.
 */
final class CountingClient implements AutoCloseable {

  private static final int LOG_LINES = 40;
  private static final Pattern NUMBERED = Pattern.compile("\\* (\\d+) (EXISTS|EXPUNGE|FETCH)(.*)");
  private static final Pattern UID = Pattern.compile("UID (\\d+)");
  private static final Pattern FLAGS = Pattern.compile("FLAGS \\(([^)]*)\\)");

  private final TestClient connection;
  private final Deque<String> log = new ArrayDeque<>();
  private int tag;

  /** In order of sequence numbers; null for a UID that is not known. */
  final List<Integer> uids = new ArrayList<>();
  /** By UID. */
  final Map<Integer, TreeSet<String>> flags = new HashMap<>();

  CountingClient(int port, String user, String enable) throws IOException {
    connection = new TestClient(port, Integer.MAX_VALUE);
    connection.line();
    command("LOGIN " + user + " secret");
    if (!enable.isEmpty()) {
      command("ENABLE " + enable);
    }
  }

  /** Carries out a command and hears what the server says. @return OK or NO */
  String command(String text) {
    var name = text.substring(0, text.indexOf(' ') < 0 ? text.length() : text.indexOf(' '));
    boolean noExpunge = List.of("FETCH", "STORE", "SEARCH").contains(name);
    var prefix = "t" + ++tag + " ";
    note("C: " + text);
    connection.send(prefix + text + "\r\n");
    while (true) {
      var line = connection.line();
      note("S: " + line);
      if (line.startsWith(prefix)) {
        var status = line.substring(prefix.length(), line.indexOf(' ', prefix.length()));
        check(status.equals("OK") || status.equals("NO"), line);
        return status;
      }
      hear(line, noExpunge);
    }
  }

  /** Asks for UIDs and flags of everything it counts. */
  void learn() {
    if (!uids.isEmpty()) {
      command("FETCH 1:" + uids.size() + " (UID FLAGS)");
    }
  }

  private void hear(String line, boolean noExpunge) {
    var numbered = NUMBERED.matcher(line);
    if (numbered.matches()) {
      hear(numbered, noExpunge);
    } else if (line.startsWith("* VANISHED ")) {
      check(!noExpunge, line);
      vanished(line.substring("* VANISHED ".length()));
    }
  }

  private void hear(Matcher line, boolean noExpunge) {
    int number = Integer.parseInt(line.group(1));
    switch (line.group(2)) {
      case "EXISTS" -> {
        check(number >= uids.size(), line.group());
        while (uids.size() < number) {
          uids.add(null);
        }
      }
      case "EXPUNGE" -> {
        check(!noExpunge && number <= uids.size(), line.group());
        flags.remove(uids.remove(number - 1));
      }
      default -> fetched(number, line.group(3), line.group());
    }
  }

  private void fetched(int number, String items, String line) {
    check(number <= uids.size(), line);
    var uid = UID.matcher(items);
    if (uid.find()) {
      int told = Integer.parseInt(uid.group(1));
      check(uids.get(number - 1) == null || uids.get(number - 1) == told, line);
      uids.set(number - 1, told);
    }
    var now = FLAGS.matcher(items);
    if (now.find() && uids.get(number - 1) != null) {
      var names = new TreeSet<>(List.of(now.group(1).split(" ")));
      names.remove("\\Recent");
      names.remove("");
      flags.put(uids.get(number - 1), names);
    }
  }

  private void vanished(String set) {
    for (String range : set.split(",")) {
      var ends = range.split(":");
      for (int uid = Integer.parseInt(ends[0]); uid <= Integer.parseInt(ends[ends.length - 1]); uid++) {
        int at = indexOf(uid);
        check(at >= 0, "VANISHED " + uid);
        uids.remove(at);
        flags.remove(uid);
      }
    }
  }

  /** Where a UID is, or where it must be, being unknown: UIDs ascend. */
  private int indexOf(int uid) {
    int known = uids.indexOf(uid);
    if (known >= 0) {
      return known;
    }
    int at = 0;
    for (int i = 0; i < uids.size(); i++) {
      at = uids.get(i) != null && uids.get(i) < uid ? i + 1 : at;
    }
    return at < uids.size() && uids.get(at) == null ? at : -1;
  }

  private void note(String line) {
    log.add(line);
    if (log.size() > LOG_LINES) {
      log.remove();
    }
  }

  private void check(boolean holds, String line) {
    assertThat(holds).as(() -> line + " cannot be after\n" + String.join("\n", log)).isTrue();
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
