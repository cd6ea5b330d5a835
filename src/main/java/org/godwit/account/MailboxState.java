package org.godwit.account;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;
import org.godwit.account.JournalRecord.FlagsMode;
import org.godwit.mail.Flags;
import org.godwit.mail.MailboxId;
import org.godwit.mail.UidSet;

/**
 * The messages of one mailbox at one moment: immutable, in UID order, addressed by index (0 to {@link #size}-1).
 *
 * <p>Kept in columns of chunks that successive states share, so that a change costs one chunk and a snapshot nothing; 36 to 56
 * bytes of heap a message. Reads are safe on any thread. Only the account's owner makes next states, one at a time.
 */
public final class MailboxState {

  /** Different keywords that a mailbox's messages may have had since it was loaded. */
  public static final int KEYWORDS_MAX = 10_000;

  /** Different sets of keywords, likewise; a bound on memory that only hostile clients meet. */
  private static final int KEYWORD_SETS_MAX = 1 << 18;

  private final MailboxId id;
  private final KeywordTable keywords;
  private final Chunk[] chunks;
  /** Index of each chunk's first message, and behind the last one the number of messages. */
  private final int[] starts;
  private final VanishedLog vanished;
  private final MailboxCounts counts;

  MailboxState(MailboxId id, KeywordTable keywords, Chunk[] chunks, VanishedLog vanished, MailboxCounts counts) {
    this(id, keywords, chunks, startsOf(chunks), vanished, counts);
  }

  private MailboxState(MailboxId id, KeywordTable keywords, Chunk[] chunks, int[] starts, VanishedLog vanished,
      MailboxCounts counts) {
    this.id = id;
    this.keywords = keywords;
    this.chunks = chunks;
    this.starts = starts;
    this.vanished = vanished;
    this.counts = counts;
  }

  private static int[] startsOf(Chunk[] chunks) {
    var starts = new int[chunks.length + 1];
    for (int i = 0; i < chunks.length; i++) {
      starts[i + 1] = starts[i] + chunks[i].count;
    }
    return starts;
  }

  /** A mailbox without messages. */
  public static MailboxState empty(MailboxId id, MailboxCounts counts) {
    return new MailboxState(id, new KeywordTable(), new Chunk[0], VanishedLog.EMPTY, counts);
  }

  public MailboxId id() {
    return id;
  }

  /** UIDNEXT, HIGHESTMODSEQ and the numbers that STATUS tells. */
  public MailboxCounts counts() {
    return counts;
  }

  /** Number of messages. */
  public int size() {
    return starts[chunks.length];
  }

  /** UIDNEXT. */
  public int uidNext() {
    return counts.uidNext();
  }

  /** HIGHESTMODSEQ (RFC 7162, 3.1.2.1). */
  public long highestModSeq() {
    return counts.highestModSeq();
  }

  /** Expunged UIDs. */
  public VanishedLog vanished() {
    return vanished;
  }

  /** All keywords that messages here have had, in case-insensitive order: FLAGS and PERMANENTFLAGS. */
  public List<String> keywordNames() {
    return keywords.names();
  }

  /**
   * Whether messages here may get these keywords: beyond {@link #KEYWORDS_MAX} no new ones, and none at all while there are too
   * many different sets of them. Owner's thread only.
   */
  public boolean takesKeywords(Collection<String> wanted) {
    long unknown = wanted.stream().filter(keyword -> !keywords.knows(keyword)).count();
    return wanted.isEmpty()
        || keywords.names().size() + unknown <= KEYWORDS_MAX && keywords.size() < KEYWORD_SETS_MAX;
  }

  // --- one message ---

  int chunkOf(int index) {
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException(index);
    }
    int low = 0;
    int high = chunks.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (starts[middle] <= index) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** UID of the message at this index. */
  public int uid(int index) {
    int c = chunkOf(index);
    return chunks[c].uid[index - starts[c]];
  }

  /** System flag bits, see {@link Flags}; much cheaper than {@link #flags}. */
  public int systemFlags(int index) {
    int c = chunkOf(index);
    return chunks[c].flags[index - starts[c]] & 0xFF;
  }

  /** All flags. */
  public Flags flags(int index) {
    int packed = packedFlags(index);
    return packed < 256 && packed >= 0 ? Flags.ofSystem(packed) : new Flags(packed & 0xFF, keywords.get(packed >>> 8));
  }

  /** System flags and keywords in one int: equal ints of one mailbox are equal flags. */
  public int packedFlags(int index) {
    int c = chunkOf(index);
    return chunks[c].flags[index - starts[c]];
  }

  /** MODSEQ. */
  public long modSeq(int index) {
    int c = chunkOf(index);
    return chunks[c].modSeq.get(index - starts[c]);
  }

  /** INTERNALDATE as {@link org.godwit.mail.InternalDate#packed}. */
  public long internalDate(int index) {
    int c = chunkOf(index);
    return chunks[c].internalDate.get(index - starts[c]);
  }

  /** SAVEDATE in seconds since 1970. */
  public long saveDate(int index) {
    int c = chunkOf(index);
    return chunks[c].saveDate[index - starts[c]] & 0xFFFF_FFFFL;
  }

  /** RFC822.SIZE in octets. */
  public long octets(int index) {
    int c = chunkOf(index);
    return chunks[c].size[index - starts[c]] & 0xFFFF_FFFFL;
  }

  /** Where the message's bytes are. */
  public Extent body(int index) {
    int c = chunkOf(index);
    return Extent.at(chunks[c].body.get(index - starts[c]), chunks[c].size[index - starts[c]] & 0xFFFF_FFFFL);
  }

  /** Where the encoded summary begins, see {@link MessageRow#summary}. */
  public long summary(int index) {
    int c = chunkOf(index);
    return chunks[c].summary.get(index - starts[c]);
  }

  /** EMAILID. */
  public long emailId(int index) {
    int c = chunkOf(index);
    return chunks[c].emailId.get(index - starts[c]);
  }

  /** All of one message's metadata. */
  public MessageRow row(int index) {
    return new MessageRow(uid(index), flags(index), modSeq(index), internalDate(index), (int) saveDate(index),
        emailId(index), body(index), summary(index));
  }

  /** Index of the message with this UID, or {@code -(insertion point) - 1} as binary searches say. */
  public int indexOf(int uid) {
    int low = 0;
    int high = chunks.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (chunks[middle].lastUid() < uid) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (chunks.length == 0) {
      return -1;
    }
    int at = Arrays.binarySearch(chunks[low].uid, 0, chunks[low].count, uid);
    return at >= 0 ? starts[low] + at : at - starts[low];
  }

  /** Number of messages with a UID up to and including this one. */
  public int countUpTo(int uid) {
    int at = indexOf(uid);
    return at >= 0 ? at + 1 : -at - 1;
  }

  /** UIDs of messages whose modification sequence is above this one; skips chunks without any. */
  public UidSet changedSince(long modSeq) {
    var builder = new UidSet.Builder();
    for (Chunk chunk : chunks) {
      if (chunk.maxModSeq > modSeq) {
        for (int i = 0; i < chunk.count; i++) {
          if (chunk.modSeq.get(i) > modSeq) {
            builder.add(chunk.uid[i]);
          }
        }
      }
    }
    return builder.build();
  }

  /** Those of the UIDs that exist; a chunk without gaps costs no more than one message. */
  public UidSet existing(UidSet uids) {
    return new Existing(uids, 0).find();
  }

  /** Those of the UIDs that exist and have none of these system flags. */
  public UidSet existingWithout(int systemFlags, UidSet uids) {
    return new Existing(uids, systemFlags).find();
  }

  /** Index of the first message that has none of these system flags; -1 if there is none. */
  public int firstWithout(int systemFlags) {
    for (int c = 0; c < chunks.length; c++) {
      for (int i = 0; i < chunks[c].count; i++) {
        if ((chunks[c].flags[i] & systemFlags) == 0) {
          return starts[c] + i;
        }
      }
    }
    return -1;
  }

  /** Walks through chunks and ranges side by side: some nanoseconds for each message or range. */
  private final class Existing {
    private final UidSet uids;
    private final int lacking;
    private final UidSet.Builder result = new UidSet.Builder();
    private int c;
    private int i;

    /** @param lacking system flags that a message must not have */
    Existing(UidSet uids, int lacking) {
      this.uids = uids;
      this.lacking = lacking;
    }

    UidSet find() {
      for (int range = 0; range < uids.rangeCount() && c < chunks.length; range++) {
        moveTo(uids.first(range));
        while (c < chunks.length && chunks[c].uid[i] <= uids.last(range)) {
          add(uids.last(range));
        }
      }
      return result.build();
    }

    /** The first message with this UID or a larger one, from here on. */
    private void moveTo(int uid) {
      if (chunks[c].lastUid() < uid) {
        int index = countUpTo(uid - 1);
        c = index < size() ? chunkOf(index) : chunks.length;
        i = index < size() ? index - starts[c] : 0;
      } else if (chunks[c].uid[i] < uid) {
        int at = Arrays.binarySearch(chunks[c].uid, i, chunks[c].count, uid);
        i = at >= 0 ? at : -at - 1;
      }
    }

    /** The messages of this chunk up to that UID. */
    private void add(int last) {
      var chunk = chunks[c];
      int end = chunk.count - 1;
      if (lacking == 0 && chunk.lastUid() <= last && chunk.lastUid() - chunk.uid[i] == end - i) {
        result.addRange(chunk.uid[i], chunk.lastUid());
        i = end + 1;
      }
      for (; i <= end && chunk.uid[i] <= last; i++) {
        if ((chunk.flags[i] & lacking) == 0) {
          result.add(chunk.uid[i]);
        }
      }
      if (i > end) {
        c++;
        i = 0;
      }
    }
  }

  // --- next states: the owner's thread only ---

  /** With messages added behind the others. */
  MailboxAppender appender() {
    return new MailboxAppender(this, chunks);
  }

  /** Whether packed flags mean the same keywords here as in another state, which may have been loaded another time. */
  boolean sameKeywords(int packed, MailboxState other) {
    int set = packed >>> 8;
    return set == 0 || keywords == other.keywords || keywords.get(set).equals(other.keywords.get(set));
  }

  /** Its messages, in order; not to be changed. */
  Chunk[] chunkArray() {
    return chunks;
  }

  /** Index of a chunk's first message. */
  int startOf(int chunk) {
    return starts[chunk];
  }

  /** Its messages, in order, in arrays of exactly their size. */
  Chunk[] trimmedChunks() {
    return Stream.of(chunks).map(Chunk::trimmed).toArray(Chunk[]::new);
  }

  /** With these chunks in place of its own; keywords are numbered as before. */
  MailboxState withChunks(Chunk[] newChunks, VanishedLog log, MailboxCounts newCounts) {
    return new MailboxState(id, keywords, newChunks, log, newCounts);
  }

  int pack(Flags flags) {
    return flags.system() | keywords.number(flags.keywords()) << 8;
  }

  MailboxState withCounts(MailboxCounts newCounts) {
    return new MailboxState(id, keywords, chunks, starts, vanished, newCounts);
  }

  MailboxState withVanished(VanishedLog log) {
    return new MailboxState(id, keywords, chunks, starts, log, counts);
  }

  /** With the flags of all these messages changed, each getting the modification sequence whether they differ or not. */
  MailboxState withFlags(UidSet uids, FlagsMode mode, Flags change, long newModSeq) {
    return new FlagsEdit(mode, change, newModSeq).run(uids);
  }

  private final class FlagsEdit {
    private final FlagsMode mode;
    private final Flags change;
    private final long newModSeq;
    private final Chunk[] next = chunks.clone();
    private MailboxCounts newCounts = counts;
    private int editedChunk = -1;
    private int lastOld = -1;
    private int lastNew;

    FlagsEdit(FlagsMode mode, Flags change, long newModSeq) {
      this.mode = mode;
      this.change = change;
      this.newModSeq = newModSeq;
    }

    MailboxState run(UidSet uids) {
      for (int range = 0; range < uids.rangeCount(); range++) {
        int index = countUpTo(uids.first(range) - 1);
        int end = countUpTo(uids.last(range));
        for (; index < end; index++) {
          edit(index);
        }
      }
      return new MailboxState(id, keywords, next, starts, vanished, newCounts.withModSeq(newModSeq));
    }

    private void edit(int index) {
      int c = chunkOf(index);
      if (c != editedChunk) {
        next[c] = next[c].withOwnFlags(newModSeq);
        editedChunk = c;
      }
      int i = index - starts[c];
      int old = next[c].flags[i];
      int now = changed(old);
      next[c].flags[i] = now;
      next[c].modSeq.set(i, newModSeq);
      newCounts = newCounts.withFlags(old, now);
    }

    private int changed(int old) {
      if (old != lastOld) {
        lastOld = old;
        lastNew = pack(mode.change(new Flags(old & 0xFF, keywords.get(old >>> 8)), change));
      }
      return lastNew;
    }
  }

  /** Without these messages; UIDs that do not exist leave no trace. */
  MailboxState without(UidSet uids, long modSeq) {
    var gone = existing(uids);
    if (gone.isEmpty()) {
      return withCounts(counts.withModSeq(modSeq));
    }
    var newCounts = counts.withModSeq(modSeq);
    var marks = new boolean[chunks.length][];
    for (int uid : gone.toArray()) {
      int index = indexOf(uid);
      int c = chunkOf(index);
      if (marks[c] == null) {
        marks[c] = new boolean[chunks[c].count];
      }
      marks[c][index - starts[c]] = true;
      newCounts = newCounts.minusMessage(packedFlags(index), octets(index));
    }
    return new MailboxState(id, keywords, remaining(marks), vanished.plus(gone, modSeq), newCounts);
  }

  private Chunk[] remaining(boolean[][] marks) {
    var next = new Chunk[chunks.length];
    int length = 0;
    for (int c = 0; c < chunks.length; c++) {
      var chunk = marks[c] == null ? chunks[c] : chunks[c].without(marks[c]);
      if (chunk.count == 0) {
        continue;
      }
      boolean touched = marks[c] != null || length > 0 && next[length - 1].count < Chunk.ROWS_MAX / 4;
      if (touched && length > 0 && next[length - 1].count + chunk.count <= Chunk.ROWS_MAX) {
        next[length - 1] = merged(next[length - 1], chunk);
      } else {
        next[length++] = chunk;
      }
    }
    return Arrays.copyOf(next, length);
  }

  private static Chunk merged(Chunk left, Chunk right) {
    Chunk both = Chunk.withCapacity(left.count + right.count);
    for (int i = 0; i < left.count; i++) {
      both = both.plusRowOf(left, i);
    }
    for (int i = 0; i < right.count; i++) {
      both = both.plusRowOf(right, i);
    }
    return both;
  }

  /** With other body positions: the function maps an old {@link Extent#position} to the new one, itself if it stays. */
  public MailboxState withBodies(LongUnaryOperator move) {
    var next = chunks.clone();
    for (int c = 0; c < next.length; c++) {
      var column = next[c].mapped(next[c].body, move);
      next[c] = column == null ? next[c] : next[c].withBody(column);
    }
    return new MailboxState(id, keywords, next, starts, vanished, counts);
  }

  /** With other summary positions, as {@link #withBodies}: a checkpoint has put them beside each other. */
  public MailboxState withSummaries(LongUnaryOperator move) {
    var next = chunks.clone();
    for (int c = 0; c < next.length; c++) {
      var column = next[c].mapped(next[c].summary, move);
      next[c] = column == null ? next[c] : next[c].withSummary(column);
    }
    return new MailboxState(id, keywords, next, starts, vanished, counts);
  }
}
