package org.godwit.storage.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.godwit.storage.Damage;
import org.godwit.storage.codec.Checksum;
import org.godwit.storage.codec.ContentFrame;
import org.godwit.storage.codec.FormatException;
import org.godwit.storage.io.ReadFile;

/**
 * Reads a segment's entries. Behind something unreadable it finds the next entry by the segment's tag. One thread; blocks.
 */
public final class SegmentReader implements Closeable {

  private record Found(long offset, EntryHeader header) {
    long end() {
      return offset + header.length();
    }
  }

  private final JournalDirectory directory;
  private final SegmentName name;
  private final ReadFile file;
  private final Window window;
  private final SegmentHeader header;

  private final boolean headerWhole;
  private boolean headerLost;

  private SegmentReader(JournalDirectory directory, int number, ReadFile file, SegmentName lost) throws IOException {
    this.directory = directory;
    this.file = file;
    this.window = new Window(file);
    var bytes = window.at(0, (int) Math.min(window.size(), SegmentHeader.BYTES));
    SegmentHeader.requireKnown(bytes.duplicate(), directory.file(number));
    if (bytes.remaining() < SegmentHeader.BYTES) {
      throw new FormatException("segment " + number + " ends within its header");
    }
    this.headerWhole = SegmentHeader.isWhole(bytes.duplicate());
    this.header = header(bytes.duplicate(), lost);
    this.name = header.name();
    if (name.number() != number || lost != null && !name.equals(lost)) {
      throw new FormatException("segment " + number + " says that it is " + name);
    }
  }

  private SegmentHeader header(ByteBuffer bytes, SegmentName lost) throws IOException {
    try {
      return SegmentHeader.decode(bytes);
    } catch (FormatException e) {
      var first = lost != null ? window.at(SegmentHeader.BYTES, EntryHeader.BYTES) : null;
      long tag = first == null ? 0 : first.getLong(0);
      var entry = first == null ? null : EntryHeader.decode(first, 0, tag);
      if (entry == null) {
        throw e;
      }
      headerLost = true;
      return new SegmentHeader(lost, tag, new JournalPosition(SegmentName.NONE, 0, entry.sequence()),
          SegmentHeader.NO_BASELINE, "");
    }
  }

  /** Whether the header is gone and only what the first entry tells is known: not what came before this segment. */
  public boolean isHeaderLost() {
    return headerLost;
  }

  /** Whether both copies of the header are as they were written. */
  boolean isHeaderWhole() {
    return headerWhole;
  }

  /** Whether something other than zeros is where a segment without a readable header has entries: an owner who died left none. */
  static boolean hasContent(JournalDirectory directory, int number) throws IOException {
    try (var file = directory.disk().open(directory.file(number))) {
      var bytes = ByteBuffer.allocate(SegmentHeader.BYTES + EntryHeader.BYTES);
      boolean content = file.read(0, bytes) == bytes.capacity();
      bytes.flip();
      boolean written = false;
      while (bytes.hasRemaining()) {
        written |= bytes.get() != 0;
      }
      return content && written;
    }
  }

  /**
   * Opens a segment.
   *
   * @throws FormatException if it has no whole header: nothing in it was acknowledged, or it is damaged
   * @throws org.godwit.storage.codec.NewerFormatException if a later version of Godwit wrote it
   */
  public static SegmentReader open(JournalDirectory directory, int number) throws IOException {
    return open(directory, number, null);
  }

  /** As {@link #open}, for a segment that is known to hold acknowledged entries: a damaged header does not keep them away. */
  static SegmentReader openSettled(JournalDirectory directory, SegmentName name) throws IOException {
    return open(directory, name.number(), name);
  }

  /** @param lost which segment it is if its header does not tell; null if that is not known */
  private static SegmentReader open(JournalDirectory directory, int number, SegmentName lost) throws IOException {
    var file = directory.disk().open(directory.file(number));
    try {
      return new SegmentReader(directory, number, file, lost);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  public SegmentHeader header() {
    return header;
  }

  /** Octets in the file. */
  public long size() {
    return window.size();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  // --- where a segment that nobody finished ends ---

  /**
   * Where the acknowledged part of an unfinished segment ends, or a little behind: an entry after which something was written
   * that knew it to be durable stays whatever its state; of the others as many as are whole, contents included.
   *
   * @param from a position in this segment up to which it is known to be durable
   * @param limit behind it nothing is looked at
   */
  public JournalPosition end(JournalPosition from, long limit) throws IOException {
    long durable = from.offset();
    for (Found found = find(from.offset(), limit); found != null; found = find(found.end(), limit)) {
      durable = Math.max(durable, found.header.syncedEnd());
    }
    long sequence = from.sequence();
    for (Found found = find(from.offset(), durable); found != null; found = find(found.end(), durable)) {
      sequence = found.header.sequence() + 1;
    }
    long end = durable;
    for (Found found = at(end, limit); found != null && isWhole(found); found = at(end, limit)) {
      sequence = found.header.sequence() + 1;
      end = found.end();
    }
    return new JournalPosition(name, end, sequence);
  }

  private boolean isWhole(Found found) throws IOException {
    return records(found) != null
        && contentsAreWhole(found.offset + found.header.contentStart(), found.header.contentBytes());
  }

  /** Whether every frame in a run of contents is whole. */
  private boolean contentsAreWhole(long start, long length) throws IOException {
    long offset = start;
    while (offset < start + length) {
      var frame = frame(offset);
      if (frame == null || offset + frame.framedLength() > start + length || !isWhole(frame, offset)) {
        return false;
      }
      offset += frame.framedLength();
    }
    return true;
  }

  /** The head of a content's frame, or null. */
  public ContentFrame frame(long offset) throws IOException {
    var bytes = window.at(offset, ContentFrame.BYTES);
    return bytes == null ? null : ContentFrame.decode(bytes);
  }

  /** Whether the content of the frame at this offset is what was written. */
  public boolean isWhole(ContentFrame frame, long offset) throws IOException {
    var crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, frame.id()));
    return window.checksum(crc, offset + ContentFrame.BYTES, frame.length()) && (int) crc.getValue() == frame.checksum();
  }

  // --- reading ---

  /** Shows the visitor the entries from an entry's start up to the segment's valid end. */
  public void read(long from, long end, EntryVisitor visitor) throws IOException {
    long offset = from;
    while (offset < end) {
      var found = find(offset, end);
      long next = found == null ? end : found.offset;
      if (next > offset) {
        visitor.damaged(damage(offset, next - offset, "no journal entry can be read here"));
      }
      if (found != null) {
        show(found, visitor);
        next = found.end();
      }
      offset = next;
    }
  }

  private void show(Found found, EntryVisitor visitor) throws IOException {
    var bytes = records(found);
    if (bytes == null) {
      visitor.damaged(damage(found.offset, found.header.length(), "the records of entry " + found.header.sequence()
          + " are damaged"));
      return;
    }
    var at = new JournalPosition(name, found.offset, found.header.sequence());
    long contentStart = found.offset + found.header.contentStart();
    JournalEntry entry;
    try {
      var records = new RecordDecoder(name.number(), contentStart).decode(bytes);
      entry = new JournalEntry(at, found.end(), found.header.timeMs(), records, contentStart,
          found.header.contentBytes());
    } catch (FormatException e) {
      visitor.damaged(damage(found.offset, found.header.length(), "entry " + found.header.sequence() + ": "
          + e.getMessage()));
      return;
    }
    visitor.entry(entry);
  }

  private Damage damage(long offset, long length, String what) {
    return new Damage(directory.path().getFileName() + "/" + name.fileName(), offset, length, what);
  }

  /** The encoded records of an entry, or null if they are damaged. */
  private ByteBuffer records(Found found) throws IOException {
    var bytes = window.at(found.offset + EntryHeader.BYTES, found.header.recordBytes());
    return bytes == null || Checksum.of(bytes) != found.header.recordChecksum() ? null : bytes;
  }

  /** The entry that begins at this offset and ends by the limit, or null. */
  private Found at(long offset, long limit) throws IOException {
    var bytes = window.at(offset, EntryHeader.BYTES);
    var entry = bytes == null ? null : EntryHeader.decode(bytes, 0, header.tag());
    return entry == null || offset + entry.length() > limit ? null : new Found(offset, entry);
  }

  /** The first entry at this offset or behind it that ends by the limit, or null. */
  private Found find(long from, long limit) throws IOException {
    for (long offset = from; offset + EntryHeader.BYTES <= limit; offset += EntryHeader.ALIGNMENT) {
      var bytes = window.at(offset, EntryHeader.BYTES);
      if (bytes == null) {
        return null;
      }
      if (bytes.getLong(0) == header.tag()) {
        var found = at(offset, limit);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
