package org.godwit.storage;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.godwit.account.JournalRecord;
import org.godwit.storage.codec.FormatException;
import org.godwit.storage.io.Disk;
import org.godwit.storage.journal.EntryVisitor;
import org.godwit.storage.journal.JournalChain;
import org.godwit.storage.journal.JournalDirectory;
import org.godwit.storage.journal.JournalEntry;
import org.godwit.storage.journal.JournalPosition;
import org.godwit.storage.journal.SegmentHeader;
import org.godwit.storage.journal.SegmentName;
import org.godwit.storage.journal.SegmentReader;

/** Prints an account's journal for people, segment by segment; changes nothing. One thread; blocks. */
public final class JournalDump {

  private final JournalDirectory journal;
  private final PrintWriter out;
  private int damages;

  private JournalDump(JournalDirectory journal, PrintWriter out) {
    this.journal = journal;
    this.out = out;
  }

  /**
   * Prints the journal of the account in a directory.
   *
   * @return how many places could not be read
   */
  public static int print(Disk disk, Path root, PrintWriter out) throws IOException {
    var dump = new JournalDump(new AccountFiles(disk, root).journal(), out);
    dump.segments();
    return dump.damages;
  }

  private void segments() throws IOException {
    var chain = JournalChain.find(journal, new JournalChain.Until.Beginning(), false);
    Map<SegmentName, Long> ends = new HashMap<>();
    chain.links().forEach(link -> ends.put(link.name(), link.end()));
    chain.damages().forEach(this::damaged);
    for (int number : journal.numbers()) {
      segment(number, ends);
    }
  }

  /** @param ends where the valid parts end of those segments that replay without a checkpoint needs */
  private void segment(int number, Map<SegmentName, Long> ends) throws IOException {
    try (var reader = SegmentReader.open(journal, number)) {
      var name = reader.header().name();
      var end = ends.get(name);
      var header = reader.header();
      out.println("segment " + name + ", account " + header.account() + ", goes on from " + header.predecessor()
          + (header.baseline().exists() ? ", baseline at " + header.baseline().segment() + ":" + header.baseline().offset()
              : "") + (end == null ? ", not needed for replay" : ", valid up to " + end + " of " + reader.size()));
      var start = new JournalPosition(name, SegmentHeader.BYTES, header.firstSequence());
      reader.read(SegmentHeader.BYTES, end == null ? reader.end(start, reader.size()).offset() : end, new Printer());
    } catch (FormatException e) {
      out.println(SegmentName.fileName(number) + ": " + e.getMessage());
    }
  }

  private void damaged(Damage damage) {
    damages++;
    out.println("DAMAGE " + damage);
  }

  private final class Printer implements EntryVisitor {
    @Override
    public void entry(JournalEntry entry) {
      out.println("  " + entry.at() + " " + Instant.ofEpochMilli(entry.timeMs()) + ", " + (entry.end() - entry.at().offset())
          + " octets");
      entry.records().forEach(record -> out.println("    " + text(record)));
    }

    @Override
    public void damaged(Damage damage) {
      JournalDump.this.damaged(damage);
    }
  }

  /** One line; control characters of stranger's names do not reach the terminal. */
  private static String text(JournalRecord record) {
    String text = switch (record) {
      case JournalRecord.MessageAdded r -> "MessageAdded " + r.mailbox() + " uid " + r.uid() + " modseq " + r.modSeq() + " "
          + r.flags() + " email " + r.emailId() + " body " + r.body().extent();
      case JournalRecord.BodiesMoved r -> "BodiesMoved " + r.moves().size() + " bodies, "
          + r.moves().stream().mapToLong(move -> move.from().length()).sum() + " octets";
      case JournalRecord.BaselineMessages r -> "BaselineMessages " + r.mailbox() + " " + r.rows().size() + " messages";
      case JournalRecord.BaselineVanished r -> "BaselineVanished " + r.mailbox() + " " + r.vanished().size() + " expunges";
      default -> record.toString();
    };
    return text.codePoints().map(c -> Character.isISOControl(c) ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
  }
}
