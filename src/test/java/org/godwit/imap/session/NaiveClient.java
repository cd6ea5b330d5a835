package org.godwit.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.account.MailboxState;
import org.godwit.mail.UidSet;

/**
 * A client that keeps a plain list of UIDs and does what it is told, message by message, as RFC 9051, 7.4 and 7.5 demand. It fails
 * when it is told something that cannot be.
 */
final class NaiveClient {

  private static final Pattern NUMBERED = Pattern.compile("\\* (\\d+) (EXISTS|RECENT|EXPUNGE|FETCH \\((.*)\\))");
  private static final Pattern UID = Pattern.compile("UID (\\d+)");
  private static final Pattern FLAGS = Pattern.compile("FLAGS (\\([^)]*\\))");

  final List<Integer> uids = new ArrayList<>();
  final Map<Integer, String> flags = new HashMap<>();

  /** Hears lines that were written while the mailbox was like this. */
  void hear(List<String> lines, MailboxState mailbox, boolean expungeAllowed) {
    for (String line : lines) {
      var numbered = NUMBERED.matcher(line);
      if (numbered.matches()) {
        number(numbered, mailbox, expungeAllowed);
      } else if (line.startsWith("* VANISHED ")) {
        assertThat(expungeAllowed).as(line).isTrue();
        gone(line.substring("* VANISHED ".length()), mailbox);
      } else {
        assertThat(line).matches("\\* (FLAGS|OK \\[PERMANENTFLAGS|OK \\[HIGHESTMODSEQ).*");
      }
    }
  }

  private void number(Matcher line, MailboxState mailbox, boolean expungeAllowed) {
    int number = Integer.parseInt(line.group(1));
    switch (line.group(2)) {
      case "EXISTS" -> exists(number, mailbox);
      case "RECENT" -> assertThat(number).isBetween(0, uids.size());
      case "EXPUNGE" -> {
        assertThat(expungeAllowed).as(line.group()).isTrue();
        int uid = uids.remove(number - 1);
        assertThat(mailbox.indexOf(uid)).as(line.group()).isNegative();
        flags.remove(uid);
      }
      default -> fetch(number, line.group(3), mailbox);
    }
  }

  /** The client asks for UID and FLAGS of what is new. */
  void exists(int number, MailboxState mailbox) {
    int last = uids.isEmpty() ? 0 : uids.getLast();
    for (int i = mailbox.countUpTo(last); i < mailbox.size(); i++) {
      uids.add(mailbox.uid(i));
      flags.put(mailbox.uid(i), mailbox.flags(i).toString());
    }
    assertThat(uids).hasSize(number);
  }

  private void gone(String set, MailboxState mailbox) {
    var vanished = new TreeSet<Integer>();
    for (String range : set.split(",")) {
      var ends = range.split(":");
      UidSet.range(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])).forEach(vanished::add);
    }
    for (int uid : vanished) {
      assertThat(uids.remove((Integer) uid)).as("VANISHED " + uid).isTrue();
      assertThat(mailbox.indexOf(uid)).isNegative();
      flags.remove(uid);
    }
  }

  private void fetch(int number, String items, MailboxState mailbox) {
    int uid = uids.get(number - 1);
    var told = UID.matcher(items);
    if (told.find()) {
      assertThat(Integer.parseInt(told.group(1))).isEqualTo(uid);
    }
    var now = FLAGS.matcher(items);
    if (now.find()) {
      flags.put(uid, now.group(1).replaceFirst("\\\\Recent ?", ""));
      assertThat(flags.get(uid)).isEqualTo(mailbox.flags(mailbox.indexOf(uid)).toString());
    }
  }
}
