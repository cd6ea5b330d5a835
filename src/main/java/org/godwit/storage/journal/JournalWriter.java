package org.godwit.storage.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.godwit.account.JournalRecord;
import org.godwit.storage.FencedException;
import org.godwit.storage.StoreBrokenException;
import org.godwit.storage.io.WriteFile;
import org.godwit.storage.journal.SegmentHeader.Baseline;

/**
 * Writes an account's journal: entries are staged in memory, and a commit makes everything staged durable with one write, one
 * sync and one look at whether this is still the owner.
 *
 * <p>Invariants: {@code durable} is the end of what was acknowledged; every segment's header names the {@code durable} of its
 * time as what it goes on from; an entry is acknowledged only if no later epoch existed after its sync. After any failure the
 * segment is abandoned: a new one goes on from {@code durable}, and nothing is assumed about what lies behind it.
 *
 * <p>{@link #stage} may be called from one thread while another is in {@link #commit}; it never waits for the disk.
 */
public final class JournalWriter implements Closeable {

  private static final long ENTRY_BYTES_MAX = 1L << 30;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final JournalDirectory directory;
  private final String account;
  private final int epoch;
  private final long segmentBytesMax;
  private final LongSupplier clockMs;

  /** Held by whoever writes. Taken before the monitor, which guards what is staged. */
  private final ReentrantLock writing = new ReentrantLock();
  private WriteFile file;
  private SegmentName fileName;
  private long fileDurable;
  private volatile JournalPosition durable;
  private boolean fenced;

  private List<Part> staged = new ArrayList<>();
  private SegmentName tailName;
  private long tailOffset;
  private long tailSequence;
  private int highestNumber;
  private boolean headerDue;
  private Baseline baseline;
  private volatile boolean broken;

  /** What one commit adds to one segment. */
  private static final class Part {
    private final SegmentName name;
    private final SegmentHeader header;
    private final List<ByteBuffer> entryHeaders = new ArrayList<>();
    private final List<ByteBuffer> buffers = new ArrayList<>();
    private JournalPosition end;

    Part(SegmentName name, SegmentHeader header, JournalPosition end) {
      this.name = name;
      this.header = header;
      this.end = end;
      if (header != null) {
        buffers.add(header.encode());
      }
    }
  }

  /**
   * A writer for an epoch that was just claimed; nothing is written until the first commit.
   *
   * @param durable where the journal ends now
   * @param baseline the last complete baseline
   * @param segmentBytesMax a segment of this size is closed; at most 2^31
   */
  public JournalWriter(JournalDirectory directory, String account, JournalDirectory.Claim claim, JournalPosition durable,
      Baseline baseline, long segmentBytesMax, LongSupplier clockMs) {
    this.directory = directory;
    this.account = account;
    this.epoch = claim.name().epoch();
    this.segmentBytesMax = segmentBytesMax;
    this.clockMs = clockMs;
    this.file = claim.file();
    this.fileName = claim.name();
    this.durable = durable;
    this.baseline = baseline;
    this.highestNumber = claim.name().number();
    this.tailName = claim.name();
    this.tailSequence = durable.sequence();
    this.headerDue = true;
  }

  /** The end of what was acknowledged. Any thread. */
  public JournalPosition durable() {
    return durable;
  }

  /** Whether a write failed since the last {@link #resume}. Any thread. */
  public boolean isBroken() {
    return broken;
  }

  public int epoch() {
    return epoch;
  }

  /** Records as they were staged, with their contents' places, and the position behind them. */
  public record Staged(List<JournalRecord> records, JournalPosition end) {}

  /**
   * Adds an entry to the next commit: all of these records or none. Memory only.
   *
   * @throws StoreBrokenException after a failed commit, until {@link #resume}
   */
  public Staged stage(List<JournalRecord> records) throws StoreBrokenException {
    var encoder = new RecordEncoder();
    records.forEach(encoder::add);
    var header = new EntryHeader(0, encoder.records().length(), (int) encoder.contentBytes(),
        encoder.records().checksumFrom(0), records.size(), 0, clockMs.getAsLong());
    if (encoder.contentBytes() > ENTRY_BYTES_MAX || header.length() > ENTRY_BYTES_MAX) {
      throw new IllegalArgumentException("entry of " + header.length() + " octets");
    }
    synchronized (this) {
      checkNotBroken();
      var part = partFor(header.length());
      long start = tailOffset;
      append(part, header, encoder);
      return new Staged(placed(encoder, start + header.contentStart()), part.end);
    }
  }

  private void checkNotBroken() throws StoreBrokenException {
    if (broken) {
      throw new StoreBrokenException("writing to the journal of " + account + " failed and was not resumed");
    }
  }

  private Part partFor(long entryBytes) {
    if (!headerDue && tailOffset > SegmentHeader.BYTES && tailOffset + entryBytes > segmentBytesMax) {
      beginSegment();
    }
    if (headerDue) {
      return partWithHeader();
    }
    if (staged.isEmpty()) {
      staged.add(new Part(tailName, null, durable));
    }
    return staged.getLast();
  }

  private void beginSegment() {
    tailName = new SegmentName(epoch, ++highestNumber);
    headerDue = true;
  }

  private Part partWithHeader() {
    var before = staged.isEmpty() ? durable : staged.getLast().end;
    var part = new Part(tailName, new SegmentHeader(tailName, RANDOM.nextLong(), before, baseline, account), before);
    tailOffset = SegmentHeader.BYTES;
    tailTag = part.header.tag();
    headerDue = false;
    staged.add(part);
    return part;
  }

  private long tailTag;

  private void append(Part part, EntryHeader header, RecordEncoder encoder) {
    var numbered = new EntryHeader(tailSequence++, header.recordBytes(), header.contentBytes(), header.recordChecksum(),
        header.recordCount(), 0, header.timeMs()).encode(tailTag);
    part.entryHeaders.add(numbered);
    part.buffers.add(numbered);
    part.buffers.add(encoder.records().view());
    pad(part, header.recordBytes());
    part.buffers.addAll(encoder.contents());
    pad(part, header.contentBytes());
    tailOffset += header.length();
    part.end = new JournalPosition(part.name, tailOffset, tailSequence);
  }

  private static void pad(Part part, long length) {
    int missing = (int) (EntryHeader.aligned(length) - length);
    if (missing > 0) {
      part.buffers.add(ByteBuffer.allocate(missing));
    }
  }

  private List<JournalRecord> placed(RecordEncoder encoder, long contentStart) {
    try {
      return new RecordDecoder(tailName.number(), contentStart).decode(encoder.records().view());
    } catch (IOException e) {
      throw new IllegalStateException("cannot read what was just encoded", e);
    }
  }

  // --- to disk ---

  /**
   * Makes everything staged so far durable. Blocks.
   *
   * @return the end of what is durable now: everything staged up to there may be acknowledged
   * @throws FencedException if somebody else owns the account: nothing may be acknowledged, now or later
   * @throws IOException if writing failed: nothing of what was staged may be acknowledged, and all of it is dropped
   */
  public JournalPosition commit() throws IOException {
    writing.lock();
    try {
      List<Part> parts;
      synchronized (this) {
        checkNotBroken();
        parts = staged;
        staged = new ArrayList<>();
      }
      if (!parts.isEmpty()) {
        write(parts);
      }
      return durable;
    } finally {
      writing.unlock();
    }
  }

  private void write(List<Part> parts) throws IOException {
    boolean done = false;
    try {
      for (Part part : parts) {
        write(part);
      }
      directory.checkOwner(epoch);
      durable = parts.getLast().end;
      done = true;
    } catch (FencedException e) {
      fenced = true;
      throw e;
    } finally {
      if (!done) {
        breakOff();
      }
    }
  }

  private void write(Part part) throws IOException {
    boolean created = !part.name.equals(fileName);
    if (created) {
      file.close();
      file = directory.disk().create(directory.file(part.name));
      fileName = part.name;
    }
    fileDurable = part.header != null ? 0 : fileDurable;
    part.entryHeaders.forEach(header -> EntryHeader.markSynced(header, fileDurable));
    file.append(part.buffers);
    file.sync();
    if (created) {
      directory.disk().syncDirectory(directory.path());
    }
    fileDurable = part.end.segment().equals(part.name) ? part.end.offset() : SegmentHeader.BYTES;
  }

  private synchronized void breakOff() {
    broken = true;
    staged = new ArrayList<>();
  }

  /**
   * After a failure, tries to go on in a new segment; does nothing if nothing failed. Blocks.
   *
   * @throws IOException if that fails as well: try again when the cause may have gone
   */
  public void resume() throws IOException {
    writing.lock();
    try {
      if (fenced) {
        throw new FencedException("epoch " + epoch + " of " + directory.path() + " has ended");
      }
      if (broken) {
        openSegment();
      }
    } finally {
      writing.unlock();
    }
  }

  /** A new segment whose header is durable; what was acknowledged before stays, anything else that was written is void. */
  private void openSegment() throws IOException {
    SegmentHeader header;
    synchronized (this) {
      header = new SegmentHeader(new SegmentName(epoch, ++highestNumber), RANDOM.nextLong(), durable, baseline, account);
    }
    var opened = directory.disk().create(directory.file(header.name()));
    boolean done = false;
    try {
      opened.append(List.of(header.encode()));
      opened.sync();
      directory.disk().syncDirectory(directory.path());
      directory.checkOwner(epoch);
      done = true;
    } catch (FencedException e) {
      fenced = true;
      throw e;
    } finally {
      if (!done) {
        opened.close();
        dropAttempt(header.name());
      }
    }
    adopt(opened, header);
  }

  private void dropAttempt(SegmentName name) {
    try {
      directory.disk().delete(directory.file(name));
    } catch (IOException e) {
      // void, and swept by a later owner
    }
  }

  private void adopt(WriteFile opened, SegmentHeader header) throws IOException {
    try {
      file.close();
    } finally {
      file = opened;
      fileName = header.name();
      fileDurable = SegmentHeader.BYTES;
      synchronized (this) {
        tailName = header.name();
        tailOffset = SegmentHeader.BYTES;
        tailSequence = durable.sequence();
        tailTag = header.tag();
        headerDue = false;
        staged = new ArrayList<>();
        broken = false;
      }
    }
  }

  /**
   * Makes sure that a header of this epoch is durable: from then on any later owner takes this owner's view of what came
   * before, so that files which that view does not need may be deleted. Commits what is staged. Blocks.
   */
  public void pin() throws IOException {
    synchronized (this) {
      checkNotBroken();
      if (headerDue) {
        partWithHeader();
      }
    }
    commit();
  }

  /**
   * Lets the journal go on in a new segment that names this baseline, so that replay no longer needs what came before it.
   * Commits what is staged. Blocks.
   */
  public void beginSegment(Baseline complete) throws IOException {
    synchronized (this) {
      checkNotBroken();
      baseline = complete;
      if (!headerDue) {
        beginSegment();
      }
    }
    pin();
  }

  /** The last complete baseline that a new segment's header would name. */
  public synchronized Baseline baseline() {
    return baseline;
  }

  @Override
  public void close() throws IOException {
    writing.lock();
    try {
      breakOff();
      file.close();
    } finally {
      writing.unlock();
    }
  }
}
