package org.godwit.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.godwit.storage.checkpoint.Catalogue;
import org.godwit.storage.checkpoint.MailboxIndex;
import org.godwit.storage.checkpoint.SummaryFile;
import org.godwit.storage.codec.FileFormat;
import org.godwit.storage.codec.NewerFormatException;
import org.godwit.storage.journal.SegmentHeader;

/**
 * Looks, before anything is done with an account, whether a later version of Godwit has written to it. Whatever that one wrote last is
 * among the newest files of their kind; older ones that this one has no version for are met when they are read. Blocks.
 */
final class KnownFormats {

  /** Files of each kind that are looked at before an account is opened. */
  private static final int NEWEST = 8;
  /** An owner's epoch is an empty file. One that is not begins like all others. */
  private static final FileFormat EPOCH = FileFormat.of("GODWITE1");

  private final AccountFiles files;
  private final int filesMax;

  private KnownFormats(AccountFiles files, int filesMax) {
    this.files = files;
    this.filesMax = filesMax;
  }

  /** Looks at the newest files. @throws NewerFormatException if one is of a later format */
  static void require(AccountFiles files) throws IOException {
    new KnownFormats(files, NEWEST).look();
  }

  /** Looks at all files. @throws NewerFormatException if one is of a later format */
  static void requireAll(AccountFiles files) throws IOException {
    new KnownFormats(files, Integer.MAX_VALUE).look();
  }

  private void look() throws IOException {
    var journal = files.journal().path();
    var names = files.disk().names(journal);
    look(journal, names, ".epoch", EPOCH);
    for (Path file : newest(journal, names, ".seg")) {
      requireSegment(files, file);
    }
    var checkpoint = files.checkpoint();
    var written = files.disk().names(checkpoint);
    look(checkpoint, written, ".catalogue", Catalogue.FORMAT);
    look(checkpoint, written, ".index", MailboxIndex.FORMAT);
    look(checkpoint, written, ".summaries", SummaryFile.FORMAT);
  }

  private void look(Path directory, List<String> names, String suffix, FileFormat format) throws NewerFormatException {
    for (Path file : newest(directory, names, suffix)) {
      format.requireKnown(start(files, file, FileFormat.BYTES), file);
    }
  }

  /** By their names, which end in an epoch and a number, or in a number. */
  private List<Path> newest(Path directory, List<String> names, String suffix) {
    return names.stream().filter(name -> name.endsWith(suffix)).sorted(Comparator.comparing(KnownFormats::age).reversed())
        .limit(filesMax).map(directory::resolve).toList();
  }

  /** An index's name begins with its mailbox. */
  private static String age(String name) {
    return name.endsWith(".index") ? name.substring(name.indexOf('-') + 1) : name;
  }

  /** Looks at one segment. @throws NewerFormatException if it is of a later format */
  static void requireSegment(AccountFiles files, Path segment) throws NewerFormatException {
    SegmentHeader.requireKnown(start(files, segment, SegmentHeader.BYTES), segment);
  }

  /** What cannot be read is no matter of its version: whoever needs it will say so. */
  private static ByteBuffer start(AccountFiles files, Path file, int octets) {
    var start = ByteBuffer.allocate(octets);
    try (var reading = files.disk().open(file)) {
      reading.read(0, start);
    } catch (IOException unreadable) {
      start.clear().limit(0);
      return start;
    }
    return start.flip();
  }
}
