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

/**
 * The UIDs of a mailbox's files, as {@code dovecot-uidlist} has them ({@code 3 V<uidvalidity> N<uidnext>}, then
 * {@code <uid> [fields] :<file>}; or its version 1, which is also Courier's {@code courierimapuiddb}: {@code 1 <uidvalidity> <uidnext>}, then {@code <uid> <file>}).
 */
final class MaildirUids {

  static final String FILE = "dovecot-uidlist";

  private static final List<String> FILES = List.of(FILE, "courierimapuiddb");
  private static final int UID_MAX = 2_000_000_000;
  private static final int ENTRIES_MAX = 10_000_000;

  private final Map<String, Integer> uids = new HashMap<>();

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
      for (String line; (line = lines.readLine()) != null && uids.size() < ENTRIES_MAX;) {
        int space = line.indexOf(' ');
        int name = named ? line.indexOf(" :") + 2 : space + 1;
        if (space > 0 && name > 1) {
          take(line.substring(0, space), line.substring(name));
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

  /** The UID of a file; 0 if it has none. */
  int uid(MaildirName name) {
    return uids.getOrDefault(name.base(), 0);
  }
}
