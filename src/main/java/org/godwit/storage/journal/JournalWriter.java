package org.godwit.storage.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.godwit.account.JournalRecord;
import org.godwit.storage.FencedException;
import org.godwit.storage.StoreBrokenException;
import org.godwit.storage.io.DiskException;
import org.godwit.storage.io.WriteFile;
import org.godwit.storage.journal.SegmentHeader.Baseline;

/**
 * Writes an account's journal: entries are staged in memory, and a commit makes a batch of them durable with one write, one sync
 * and one look at whether this is still the owner.
 *
 * <p>Invariants: {@code durable} is the end of what was acknowledged; every segment's header names the {@code durable} of its
 * time as what it goes on from; an entry is acknowledged only if no later epoch existed after its sync. After any failure the
 * segment is abandoned: a new one goes on from {@code durable}, and nothing is assumed about what lies behind it.
 *
 * <p>One thread stages, seals and discards, another may commit at the same time; staging never waits for the disk.
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
  /** The segment being written; null before the first commit. */
  private WriteFile file;
  private SegmentName fileName;
  /** Whether its name is durable. */
  private boolean fileNamed;
  private long fileDurable;
  private long fileTag;
  private volatile JournalPosition durable;
  private volatile boolean fenced;
  private volatile long committedOctets;

  private List<Part> staged = new ArrayList<>();
  /** Counts discards, so that a batch sealed before one is not committed after it. */
  private int attempt;
  private SegmentName tailName;
  private JournalPosition tailEnd;
  private long tailTag;
  private long tailOffset;
  private long tailSequence;
  private int highestNumber;
  private boolean headerDue;
  private Baseline baseline;
  private boolean broken;
  /** After a failure: whether the disk was full before anything was written to the file. */
  private boolean untouched;
  /** After a failure: whether the file is a segment that goes on from what is durable. */
  private boolean renounced;

  /** Entries that become durable together. */
  public static final class Batch {
    private final List<Part> parts;
    private final int attempt;
    private final JournalPosition end;

    private Batch(List<Part> parts, int attempt, JournalPosition end) {
      this.parts = parts;
      this.attempt = attempt;
      this.end = end;
    }
  }

  /** What one batch adds to one segment. */
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
    this.epoch = claim.epoch();
    this.segmentBytesMax = segmentBytesMax;
    this.clockMs = clockMs;
    this.durable = durable;
    this.baseline = baseline;
    // the last segment may have been lost: its number still means that file, for good
    this.highestNumber = Math.max(claim.lastNumber(), durable.segment().number());
    this.tailEnd = durable;
    this.tailSequence = durable.sequence();
    beginSegment();
  }

  /** The end of what was acknowledged. Any thread. */
  public JournalPosition durable() {
    return durable;
  }

  /** Octets committed since this writer was made. Any thread. */
  public long committedOctets() {
    return committedOctets;
  }

  public int epoch() {
    return epoch;
  }

  /**
   * Adds an entry to the next batch: all of these records or none. Memory only.
   *
   * @return the records with the places that their contents will have
   */
  public synchronized List<JournalRecord> stage(List<JournalRecord> records) {
    var encoder = new RecordEncoder();
    records.forEach(encoder::add);
    var header = new EntryHeader(0, encoder.records().length(), (int) encoder.contentBytes(),
        encoder.records().checksumFrom(0), records.size(), 0, clockMs.getAsLong());
    if (encoder.contentBytes() > ENTRY_BYTES_MAX || header.length() > ENTRY_BYTES_MAX) {
      throw new IllegalArgumentException("entry of " + header.length() + " octets");
    }
    var part = partFor(header.length());
    long start = tailOffset;
    append(part, header, encoder);
    return placed(encoder, start + header.contentStart());
  }

  /** Lets the next entry begin a new segment that names this baseline, so that replay no longer needs what came before it. */
  public synchronized void beginSegment(Baseline complete) {
    baseline = complete;
    if (!headerDue) {
      beginSegment();
    }
  }

  /** Whether something is staged and not sealed. */
  public synchronized boolean hasStaged() {
    return !staged.isEmpty();
  }

  /** Closes the batch of everything staged since the last seal. Memory only. */
  public synchronized Batch seal() {
    var batch = new Batch(staged, attempt, tailEnd);
    staged = new ArrayList<>();
    return batch;
  }

  /** After a failed commit: forgets everything staged and sealed; what is staged next goes on from what is durable. */
  public synchronized void discard() {
    attempt++;
    staged = new ArrayList<>();
    tailEnd = durable;
    tailSequence = durable.sequence();
    if (broken && renounced) {
      tailName = fileName;
      tailTag = fileTag;
      tailOffset = SegmentHeader.BYTES;
      headerDue = false;
      broken = false;
    } else if (broken && untouched) {
      // on a full disk every attempt would leave a file
      tailName = fileName;
      headerDue = true;
      broken = false;
    } else if (broken) {
      beginSegment();
      broken = false;
    } else if (!headerDue && durable.segment().equals(tailName)) {
      tailOffset = durable.offset();
    } else {
      beginSegment();
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
      staged.add(new Part(tailName, null, tailEnd));
    }
    return staged.getLast();
  }

  private void beginSegment() {
    tailName = new SegmentName(epoch, ++highestNumber);
    headerDue = true;
  }

  private Part partWithHeader() {
    var part = headed(tailName, tailEnd);
    tailOffset = SegmentHeader.BYTES;
    tailTag = part.header.tag();
    headerDue = false;
    staged.add(part);
    return part;
  }

  private Part headed(SegmentName name, JournalPosition from) {
    return new Part(name, new SegmentHeader(name, RANDOM.nextLong(), from, baseline, account), from);
  }

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
    tailEnd = new JournalPosition(part.name, tailOffset, tailSequence);
    part.end = tailEnd;
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
   * Makes a batch durable; batches come in the order of their seals. Blocks.
   *
   * @throws FencedException if somebody else owns the account: nothing may be acknowledged, now or later
   * @throws IOException if writing failed: nothing of the batch may be acknowledged, and until {@link #discard} nothing can
   *     be committed
   */
  public void commit(Batch batch) throws IOException {
    writing.lock();
    try {
      checkUsable(batch);
      write(batch);
    } finally {
      writing.unlock();
    }
  }

  private synchronized void checkUsable(Batch batch) throws IOException {
    if (fenced) {
      throw new FencedException("epoch " + epoch + " of " + directory.path() + " has ended");
    }
    if (broken || batch.attempt != attempt) {
      throw new StoreBrokenException("an earlier write to the journal of " + account + " failed");
    }
  }

  private void write(Batch batch) throws IOException {
    boolean done = false;
    boolean full = false;
    try {
      for (Part part : batch.parts) {
        write(part);
      }
      directory.checkOwner(epoch);
      durable = batch.end;
      done = true;
    } catch (FencedException e) {
      fenced = true;
      throw e;
    } catch (DiskException e) {
      full = e.kind() == DiskException.Kind.FULL;
      throw e;
    } finally {
      if (!done) {
        breakOff(full && batch.parts.size() == 1 && file != null && file.size() == 0);
      }
    }
  }

  private void write(Part part) throws IOException {
    if (!part.name.equals(fileName)) {
      closeFile();
      file = created(part.name.number());
      fileName = part.name;
      fileNamed = false;
    }
    if (part.header != null) {
      fileDurable = 0;
      fileTag = part.header.tag();
    }
    part.entryHeaders.forEach(header -> EntryHeader.markSynced(header, fileDurable));
    file.append(part.buffers);
    file.sync();
    if (!fileNamed) {
      directory.disk().syncDirectory(directory.path());
      fileNamed = true;
    }
    committedOctets += file.size() - fileDurable;
    fileDurable = part.end.segment().equals(part.name) ? part.end.offset() : SegmentHeader.BYTES;
  }

  /**
   * After a failed commit: begins a segment that goes on from what is durable, so that nothing of that commit can count later, whatever of it has
   * reached the disk. Blocks.
   *
   * @return whether that is certain now; the disk may have no room for a header, or fail again
   */
  public boolean renounce() {
    writing.lock();
    try {
      Part part;
      synchronized (this) {
        if (!broken || fenced || untouched || renounced) {
          return untouched || renounced;
        }
        part = headed(new SegmentName(epoch, ++highestNumber), durable);
      }
      return renounce(part);
    } finally {
      writing.unlock();
    }
  }

  private boolean renounce(Part part) {
    try {
      write(part);
      synchronized (this) {
        renounced = true;
      }
    } catch (DiskException e) {
      breakOff(e.kind() == DiskException.Kind.FULL && part.name.equals(fileName) && file.size() == 0);
    } catch (IOException e) {
      breakOff(false);
    }
    return renounced;
  }

  /** @throws FileAlreadyExistsException if a stale owner was first: the next attempt takes a higher number */
  private WriteFile created(int number) throws IOException {
    try {
      return directory.disk().create(directory.file(number));
    } catch (FileAlreadyExistsException e) {
      int highest = directory.numbers().getLast();
      synchronized (this) {
        highestNumber = Math.max(highestNumber, highest);
      }
      throw e;
    }
  }

  private void closeFile() throws IOException {
    if (file != null) {
      file.close();
    }
  }

  private synchronized void breakOff(boolean nothingWritten) {
    broken = true;
    untouched = nothingWritten;
    renounced = false;
  }

  /**
   * Makes a header of this epoch durable: from then on any later owner takes this owner's view of what came before, so that
   * files which that view does not need may be deleted. Only before anything is staged. Blocks.
   */
  public void pin() throws IOException {
    Batch batch;
    synchronized (this) {
      if (headerDue) {
        partWithHeader();
      }
      batch = seal();
    }
    commit(batch);
  }

  /** The last complete baseline that a new segment's header would name. */
  public synchronized Baseline baseline() {
    return baseline;
  }

  @Override
  public void close() throws IOException {
    writing.lock();
    try {
      breakOff(false);
      closeFile();
    } finally {
      writing.unlock();
    }
  }
}
