package org.godwit.transfer.maildir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.godwit.mail.Pop3Uidl;
import org.godwit.mail.UidValidity;

/**
 * The UIDs of a mailbox's files, as {@code dovecot-uidlist} has them ({@code 3 V<uidvalidity> N<uidnext>}, then
 * {@code <uid> [fields] :<file>}, where the field {@code P<uidl>} is what POP3 showed; or its version 1, which is also Courier's {@code courierimapuiddb}: {@code 1 <uidvalidity> <uidnext>}, then {@code <uid> <file>}).
 */
final class MaildirUids {

  static final String FILE = "dovecot-uidlist";

  private static final List<String> FILES = List.of(FILE, "courierimapuiddb");
  private static final int UID_MAX = 2_000_000_000;
  private static final int ENTRIES_MAX = 10_000_000;

  private final Map<String, Integer> uids = new HashMap<>();
  private final Map<String, String> pop3Uidls = new HashMap<>();
  /** Dovecot's UIDVALIDITY, of which it makes the unique-ids that have no field; 0 if there is none. */
  private long uidValidity;

  private MaildirUids() {}

  static MaildirUids read(Path directory) throws IOException {
    var known = new MaildirUids();
    Optional<Path> file = FILES.stream().map(directory::resolve).filter(Files::isRegularFile).findFirst();
    if (file.isPresent()) {
      known.read(Files.newBufferedReader(file.get(), StandardCharsets.ISO_8859_1));
    }
    return known;
  }

  private void read(BufferedReader lines) throws IOException {
    try (lines) {
      var header = lines.readLine();
      boolean named = header != null && header.startsWith("3 ");
      if (header == null || !named && !header.startsWith("1 ")) {
        return;
      }
      uidValidity = named ? uidValidity(header) : 0;
      for (String line; (line = lines.readLine()) != null && uids.size() < ENTRIES_MAX;) {
        int space = line.indexOf(' ');
        int name = named ? line.indexOf(" :") + 2 : space + 1;
        if (space > 0 && name > 1) {
          take(line.substring(0, space), line.substring(name));
          takePop3Uidl(line.substring(space, name), line.substring(name));
        }
      }
    }
  }

  private void take(String uid, String file) {
    if (uid.length() <= 10 && uid.chars().allMatch(c -> c >= '0' && c <= '9')) {
      long number = Long.parseLong(uid);
      if (number > 0 && number <= UID_MAX) {
        uids.put(MaildirName.parse(file).base(), (int) number);
      }
    }
  }

  private static long uidValidity(String header) {
    for (String field : header.split(" ")) {
      if (field.matches("V[0-9]{1,10}")) {
        long value = Long.parseLong(field.substring(1));
        return value <= 0xFFFF_FFFFL ? value : 0;
      }
    }
    return 0;
  }

  private void takePop3Uidl(String fields, String file) {
    for (String field : fields.split(" ")) {
      if (field.startsWith("P") && Pop3Uidl.isValid(field.substring(1))) {
        pop3Uidls.put(MaildirName.parse(file).base(), field.substring(1));
      }
    }
  }

  /** What Dovecot's POP3 showed for a file: its field, else what Dovecot makes of UID and UIDVALIDITY by default; empty if there is neither. */
  String pop3Uidl(MaildirName name) {
    var field = pop3Uidls.get(name.base());
    int uid = uid(name);
    return field != null ? field : uid > 0 && uidValidity > 0 ? Pop3Uidl.derived(uid, new UidValidity(uidValidity)) : "";
  }

  /** The UID of a file; 0 if it has none. */
  int uid(MaildirName name) {
    return uids.getOrDefault(name.base(), 0);
  }
}
