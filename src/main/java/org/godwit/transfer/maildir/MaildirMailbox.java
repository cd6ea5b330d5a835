package org.godwit.transfer.maildir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.godwit.mail.MailboxName;
import org.godwit.transfer.SourceMailbox;
import org.godwit.transfer.SourceMessage;

/**
 * A mailbox that is a Maildir. Its size is in messages. The names of all its files are in memory while it is read; of two messages the
 * one with the lower UID comes first, then those without UID by the time in their names.
 *
 * @param zone the zone in which internal dates are told
 */
record MaildirMailbox(MailboxName name, Path directory, ZoneId zone, long size) implements SourceMailbox {

  /** A file with what its name tells. */
  private record Entry(Path file, MaildirName name, int uid, String pop3Uidl) {
    static final Comparator<Entry> ORDER = Comparator.comparingLong((Entry entry) -> entry.uid == 0 ? Long.MAX_VALUE : entry.uid)
        .thenComparingLong(entry -> entry.name.second()).thenComparing(entry -> entry.name.base());
  }

  static MaildirMailbox of(MailboxName name, Path directory, ZoneId zone) throws IOException {
    return new MaildirMailbox(name, directory, zone, count(directory.resolve("cur")) + count(directory.resolve("new")));
  }

  private static long count(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.count();
    } catch (NoSuchFileException | NotDirectoryException none) {
      return 0;
    }
  }

  @Override
  public String where() {
    return directory.toString();
  }

  @Override
  public Cursor open() throws IOException {
    var uids = MaildirUids.read(directory);
    var entries = new ArrayList<Entry>();
    list(directory.resolve("cur"), uids, entries);
    list(directory.resolve("new"), uids, entries);
    entries.sort(Entry.ORDER);
    return new Messages(entries, MaildirKeywords.read(directory));
  }

  private static void list(Path directory, MaildirUids uids, List<Entry> entries) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      files.filter(file -> !file.getFileName().toString().startsWith(".")).forEach(file -> {
        var name = MaildirName.parse(file.getFileName().toString());
        entries.add(new Entry(file, name, uids.uid(name), uids.pop3Uidl(name)));
      });
    } catch (NoSuchFileException | NotDirectoryException none) {
      // a Maildir may lack one of them
    }
  }

  private final class Messages implements Cursor {
    private final List<Entry> entries;
    private final MaildirKeywords keywords;
    private int next;
    private MaildirMessage current;

    Messages(List<Entry> entries, MaildirKeywords keywords) {
      this.entries = entries;
      this.keywords = keywords;
    }

    @Override
    public SourceMessage next() throws IOException {
      close();
      if (next == entries.size()) {
        return null;
      }
      var entry = entries.get(next++);
      boolean again = next > 1 && entries.get(next - 2).uid == entry.uid;
      current = new MaildirMessage(entry.file, entry.name, keywords.flags(entry.name), again ? 0 : entry.uid, entry.pop3Uidl, zone);
      return current;
    }

    @Override
    public long position() {
      return next;
    }

    @Override
    public void close() throws IOException {
      if (current != null) {
        current.close();
        current = null;
      }
    }
  }
}
