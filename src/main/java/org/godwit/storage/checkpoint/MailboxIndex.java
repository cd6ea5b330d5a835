package org.godwit.storage.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.godwit.account.Extent;
import org.godwit.account.MailboxBuilder;
import org.godwit.account.MailboxState;
import org.godwit.mail.Flags;
import org.godwit.mail.MailboxId;
import org.godwit.storage.codec.Checksum;
import org.godwit.storage.codec.Decoder;
import org.godwit.storage.codec.Encoder;
import org.godwit.storage.codec.FileFormat;
import org.godwit.storage.codec.FormatException;
import org.godwit.storage.codec.Values;
import org.godwit.storage.io.Disk;
import org.godwit.storage.io.ReadFile;

/**
 * A mailbox's messages in a file that is read from one end to the other:
 *
 * <pre>
 *   0  8  "GODWITI1": the {@link FileFormat}
 *   8  4  length of the head
 *  12  4  CRC32C of the head
 *  16     the head: mailbox, UIDNEXT, HIGHESTMODSEQ, recent-from, vanished-forgotten, number of rows, the sets of keywords,
 *         the expunged UIDs
 *         blocks of up to 1024 rows, each followed by its CRC32C
 * </pre>
 * A row is uid 4, flags 4 (system flags in the low 8 bits, number of the keyword set above), modseq 8, internal date 8, save
 * date 4, size 4, body position 8, summary position 8, email id 8.
 */
public final class MailboxIndex {

  /** How its file begins. */
  public static final FileFormat FORMAT = FileFormat.of("GODWITI1");
  private static final int ROW = 56;
  private static final int BLOCK_ROWS = 1024;
  private static final int READ_BYTES = 1 << 20;
  private static final int HEAD_BYTES_MAX = 1 << 28;

  private MailboxIndex() {}

  /** The name of a mailbox's index that was written in this checkpoint. */
  public static String fileName(MailboxId mailbox, CheckpointId checkpoint) {
    return String.format("%016x-%s.index", mailbox.value(), checkpoint);
  }

  // --- writing ---

  /** Writes the index and makes its bytes durable. */
  static void write(Disk disk, Path file, MailboxState messages) throws IOException {
    try (var out = new FileOutput(disk.create(file))) {
      new Writer(messages).write(out);
      out.finish();
    }
  }

  private static final class Writer {
    private final MailboxState messages;
    private final Map<Integer, Integer> keywordSets = new HashMap<>();
    private final List<List<String>> keywords = new ArrayList<>();

    Writer(MailboxState messages) {
      this.messages = messages;
    }

    void write(FileOutput out) throws IOException {
      keywordSets.put(0, 0);
      keywords.add(List.of());
      for (int i = 0; i < messages.size(); i++) {
        number(i);
      }
      var head = head();
      out.write(ByteBuffer.allocate(16).putLong(FORMAT.magic()).putInt(head.length()).putInt(head.checksumFrom(0)).flip());
      out.write(head.view());
      var block = ByteBuffer.allocate(BLOCK_ROWS * ROW + 4);
      for (int from = 0; from < messages.size(); from += BLOCK_ROWS) {
        block(block.clear(), from, Math.min(messages.size(), from + BLOCK_ROWS));
        out.write(block);
      }
    }

    /** The number in the file of a message's keyword set. */
    private int number(int index) {
      int set = messages.packedFlags(index) >>> 8;
      Integer known = keywordSets.get(set);
      if (known == null) {
        known = keywords.size();
        keywords.add(messages.flags(index).keywords());
        keywordSets.put(set, known);
      }
      return known;
    }

    private Encoder head() {
      var head = new Encoder(1024);
      Values.mailbox(head, messages.id());
      return head.number(messages.uidNext()).number(messages.highestModSeq()).number(messages.counts().recentFrom())
          .number(messages.vanished().forgotten()).number(messages.size())
          .all(keywords, (each, set) -> each.all(set, Encoder::text))
          .all(messages.vanished().entries(), Values::vanished);
    }

    private void block(ByteBuffer block, int from, int to) {
      for (int i = from; i < to; i++) {
        int packed = messages.packedFlags(i);
        int flags = packed >>> 8 == 0 ? packed : packed & 0xFF | number(i) << 8;
        var body = messages.body(i);
        block.putInt(messages.uid(i)).putInt(flags).putLong(messages.modSeq(i)).putLong(messages.internalDate(i))
            .putInt((int) messages.saveDate(i)).putInt((int) body.length()).putLong(body.position())
            .putLong(messages.summary(i)).putLong(messages.emailId(i));
      }
      int length = block.position();
      block.putInt(Checksum.of(block.array(), 0, length)).flip();
    }
  }

  // --- reading ---

  /**
   * Reads an index.
   *
   * @throws FormatException if it is damaged or not this mailbox's
   * @throws org.godwit.storage.codec.NewerFormatException if a later version of Godwit wrote it
   */
  public static MailboxState read(Disk disk, Path path, MailboxId mailbox) throws IOException {
    try (var file = disk.open(path)) {
      return new Reader(file, path, mailbox).read();
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new FormatException(e.getMessage(), e);
    }
  }

  private static final class Reader {
    private final ReadFile file;
    private final Path path;
    private final MailboxId mailbox;
    private long offset;
    private int rows;
    private Flags[] flags = new Flags[256];
    private List<List<String>> keywords;

    Reader(ReadFile file, Path path, MailboxId mailbox) {
      this.file = file;
      this.path = path;
      this.mailbox = mailbox;
    }

    MailboxState read() throws IOException {
      var start = next(16);
      FORMAT.requireKnown(start, path);
      int headLength = start.getInt(8);
      if (start.getLong(0) != FORMAT.magic() || headLength < 0 || headLength > HEAD_BYTES_MAX) {
        throw new FormatException("not an index");
      }
      var head = next(headLength);
      if (Checksum.of(head) != start.getInt(12)) {
        throw new FormatException("the index's head is damaged");
      }
      var builder = head(new Decoder(head));
      int perRead = READ_BYTES / (BLOCK_ROWS * ROW + 4);
      for (int done = 0; done < rows; done += perRead * BLOCK_ROWS) {
        blocks(builder, Math.min(rows - done, perRead * BLOCK_ROWS));
      }
      return builder.build();
    }

    private ByteBuffer next(int length) throws IOException {
      var bytes = ByteBuffer.allocate(length);
      if (file.read(offset, bytes) < length) {
        throw new FormatException("the index ends early");
      }
      offset += length;
      return bytes.flip();
    }

    private MailboxBuilder head(Decoder in) throws FormatException {
      if (!Values.mailbox(in).equals(mailbox)) {
        throw new FormatException("another mailbox's index");
      }
      var builder = new MailboxBuilder(mailbox, in.size(), in.number(), in.size(), in.number());
      rows = in.size();
      keywords = in.all(each -> each.all(Decoder::text));
      for (var vanished : in.all(Values::vanished)) {
        builder.addVanished(vanished.uids(), vanished.modSeq());
      }
      in.end();
      return builder;
    }

    private void blocks(MailboxBuilder builder, int count) throws IOException {
      int whole = (count + BLOCK_ROWS - 1) / BLOCK_ROWS;
      var bytes = next(count * ROW + whole * 4);
      for (int left = count; left > 0; left -= BLOCK_ROWS) {
        int length = Math.min(left, BLOCK_ROWS) * ROW;
        if (bytes.getInt(bytes.position() + length) != Checksum.of(bytes.slice(bytes.position(), length))) {
          throw new FormatException("rows of the index are damaged");
        }
        for (int end = bytes.position() + length; bytes.position() < end;) {
          row(builder, bytes);
        }
        bytes.getInt();
      }
    }

    private void row(MailboxBuilder builder, ByteBuffer in) throws FormatException {
      int uid = in.getInt();
      var rowFlags = flags(in.getInt());
      long modSeq = in.getLong();
      long internalDate = in.getLong();
      int saveDate = in.getInt();
      long size = in.getInt() & 0xFFFF_FFFFL;
      var body = Extent.at(in.getLong(), size);
      long summary = in.getLong();
      builder.add(uid, rowFlags, modSeq, internalDate, saveDate, in.getLong(), body, summary);
    }

    private Flags flags(int packed) throws FormatException {
      if (packed >= 0 && packed < flags.length && flags[packed] != null) {
        return flags[packed];
      }
      int set = packed >>> 8;
      if (set >= keywords.size()) {
        throw new FormatException("keyword set " + set);
      }
      var result = new Flags(packed & 0xFF, keywords.get(set));
      if (packed >= 0 && packed < 1 << 16) {
        flags = packed < flags.length ? flags : java.util.Arrays.copyOf(flags, 1 << 16);
        flags[packed] = result;
      }
      return result;
    }
  }
}
