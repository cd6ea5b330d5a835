package org.godwit.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.godwit.storage.checkpoint.Catalogue;
import org.godwit.storage.io.Disk;

/** Deletes what an index of texts has of mailboxes that are gone. Whoever still reads it reads on. Static only. */
final class SearchSweep {

  private SearchSweep() {
  }

  /** Leaves the indexes of the mailboxes in the catalogue, and of those that are newer than it. */
  static void run(AccountFiles files, Catalogue now) throws IOException {
    var names = files.disk().names(files.searches());
    if (names.isEmpty()) {
      return;
    }
    var kept = now.mailboxes().stream().map(indexed -> Long.toHexString(indexed.entry().id().value())).collect(Collectors.toSet());
    for (String name : names) {
      if (!kept.contains(name) && isOlder(name, now)) {
        delete(files.disk(), files.searches().resolve(name));
      }
    }
  }

  private static boolean isOlder(String name, Catalogue now) {
    try {
      return Long.parseUnsignedLong(name, 16) < now.counters().nextMailboxId();
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static void delete(Disk disk, Path directory) throws IOException {
    for (Disk.Entry entry : disk.list(directory)) {
      if (!entry.directory()) {
        disk.delete(directory.resolve(entry.name()));
      }
    }
    disk.delete(directory);
  }
}
