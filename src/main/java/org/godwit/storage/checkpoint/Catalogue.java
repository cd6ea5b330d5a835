package org.godwit.storage.checkpoint;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.godwit.account.AccountCounters;
import org.godwit.account.AccountState;
import org.godwit.account.MailboxCounts;
import org.godwit.account.MailboxEntry;
import org.godwit.account.Relocations;
import org.godwit.mail.MailboxId;
import org.godwit.mail.MailboxName;
import org.godwit.storage.codec.Checksum;
import org.godwit.storage.codec.Decoder;
import org.godwit.storage.codec.Encoder;
import org.godwit.storage.codec.FileFormat;
import org.godwit.storage.codec.FormatException;
import org.godwit.storage.codec.Values;
import org.godwit.storage.journal.JournalPosition;
import org.godwit.storage.journal.SegmentHeader.Baseline;
import org.godwit.storage.journal.SegmentName;

/**
 * A checkpoint's catalogue: the account but for its messages, and which files hold those. Encoded as
 *
 * <pre>
 *   0  8  "GODWITC1": the {@link FileFormat}
 *   8  4  length of what follows the next field
 *  12  4  CRC32C of what follows
 *  16     the fields in the order of {@link #encode}
 * </pre>
 *
 * @param position everything before it in the journal is in this checkpoint
 * @param baseline the last complete baseline
 */
public record Catalogue(CheckpointId id, String account, JournalPosition position, Baseline baseline,
    AccountCounters counters, List<Indexed> mailboxes, List<MailboxName> subscriptions, Map<Integer, Integer> bodyFiles,
    Map<Long, Long> relocations) {

  /** How its file begins. */
  public static final FileFormat FORMAT = FileFormat.of("GODWITC1");
  private static final int HEAD = 16;

  /**
   * A mailbox and where its messages are.
   *
   * @param entry not resident
   * @param index the checkpoint in which its index was written
   * @param summaries its summary files, older first
   */
  public record Indexed(MailboxEntry entry, CheckpointId index, List<SummaryFile> summaries) {
    /** The index file's name. */
    public String indexFile() {
      return MailboxIndex.fileName(entry.id(), index);
    }
  }

  /** The state it describes, without messages. @throws FormatException if it contradicts itself */
  public AccountState state() throws FormatException {
    try {
      return AccountState.restore(mailboxes.stream().map(Indexed::entry).toList(), subscriptions, counters, bodyFiles,
          Relocations.of(relocations));
    } catch (IllegalStateException e) {
      throw new FormatException("catalogue " + id + ": " + e.getMessage(), e);
    }
  }

  /** What it says of a mailbox. */
  public Optional<Indexed> mailbox(MailboxId mailbox) {
    return mailboxes.stream().filter(indexed -> indexed.entry.id().equals(mailbox)).findFirst();
  }

  // --- bytes ---

  /** The catalogue's file. */
  public ByteBuffer encode() {
    var out = new Encoder(4096).u64(FORMAT.magic()).u32(0).u32(0);
    out.u32(id.epoch()).u32(id.number()).text(account);
    out.u32(position.segment().epoch()).u32(position.segment().number()).u64(position.offset()).u64(position.sequence());
    out.u32(baseline.segment()).u64(baseline.offset());
    out.number(counters.nextMailboxId()).number(counters.modSeq()).number(counters.lastUidValidity())
        .number(counters.nextEmailId()).number(counters.nextBodyFile());
    out.all(mailboxes, Catalogue::mailbox);
    out.all(subscriptions, Values::name);
    out.all(bodyFiles.entrySet(), (each, file) -> each.number(file.getKey()).number(file.getValue()));
    out.all(relocations.entrySet(), (each, move) -> each.u64(move.getKey()).u64(move.getValue()));
    out.patch32(8, out.length() - HEAD).patch32(12, out.checksumFrom(HEAD));
    return out.view();
  }

  private static void mailbox(Encoder out, Indexed indexed) {
    var entry = indexed.entry;
    Values.mailbox(out, entry.id());
    Values.name(out, entry.name());
    Values.uidValidity(out, entry.uidValidity());
    Values.texts(out, entry.specialUse());
    var counts = entry.counts();
    out.number(counts.messages()).number(counts.unseen()).number(counts.deleted()).number(counts.octets())
        .number(counts.uidNext()).number(counts.highestModSeq()).number(counts.recentFrom());
    out.u32(indexed.index.epoch()).u32(indexed.index.number());
    out.all(indexed.summaries, (each, file) -> each.number(file.number()).number(file.rows()));
  }

  /** @throws FormatException if this is no whole catalogue */
  public static Catalogue decode(ByteBuffer bytes) throws FormatException {
    var head = new Decoder(bytes);
    if (head.u64() != FORMAT.magic()) {
      throw new FormatException("not a catalogue");
    }
    int length = head.u32();
    int checksum = head.u32();
    if (length != head.remaining() || checksum != Checksum.of(bytes.slice(bytes.position() + HEAD, length))) {
      throw new FormatException("catalogue is damaged");
    }
    var catalogue = fields(head);
    head.end();
    return catalogue;
  }

  private static Catalogue fields(Decoder in) throws FormatException {
    return new Catalogue(new CheckpointId(in.u32(), in.u32()), in.text(),
        new JournalPosition(new SegmentName(in.u32(), in.u32()), in.u64(), in.u64()), new Baseline(in.u32(), in.u64()),
        new AccountCounters(in.number(), in.number(), in.number(), in.number(), in.size()),
        in.all(Catalogue::mailbox), in.all(Values::name), bodyFiles(in), relocations(in));
  }

  private static Indexed mailbox(Decoder in) throws FormatException {
    var entry = new MailboxEntry(Values.mailbox(in), Values.name(in), Values.uidValidity(in), Values.texts(in),
        new MailboxCounts(in.size(), in.size(), in.size(), in.number(), in.size(), in.number(), in.size()), null);
    return new Indexed(entry, new CheckpointId(in.u32(), in.u32()),
        in.all(each -> new SummaryFile(each.size(), each.size())));
  }

  private static Map<Long, Long> relocations(Decoder in) throws FormatException {
    var map = new HashMap<Long, Long>();
    for (int count = in.size(); count > 0; count--) {
      map.put(in.u64(), in.u64());
    }
    return map;
  }

  private static Map<Integer, Integer> bodyFiles(Decoder in) throws FormatException {
    var map = new HashMap<Integer, Integer>();
    for (int count = in.size(); count > 0; count--) {
      map.put(in.size(), in.size());
    }
    return map;
  }
}
