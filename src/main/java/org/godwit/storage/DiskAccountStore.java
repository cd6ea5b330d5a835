package org.godwit.storage;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.godwit.account.AccountState;
import org.godwit.account.JournalRecord;
import org.godwit.account.MailboxState;
import org.godwit.mail.MailboxId;
import org.godwit.storage.BodyAdoptions.Adoption;
import org.godwit.storage.body.BodyReader;
import org.godwit.storage.body.OpenFiles;
import org.godwit.storage.body.Summarizer;
import org.godwit.storage.body.VerifiedBodies;
import org.godwit.storage.checkpoint.Catalogue;
import org.godwit.storage.checkpoint.CheckpointWriter;
import org.godwit.storage.checkpoint.CheckpointWriter.Loader;
import org.godwit.storage.checkpoint.Checkpoints;
import org.godwit.storage.codec.FormatException;
import org.godwit.storage.io.Disk;
import org.godwit.storage.io.DiskException;
import org.godwit.storage.journal.JournalWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@link AccountStore} in a directory of a {@link Disk}; see {@link AccountFiles} for what lies there. */
public final class DiskAccountStore implements AccountStore {

  private static final Logger LOG = LoggerFactory.getLogger(DiskAccountStore.class);
  private static final int OPEN_FILES_MAX = 16;
  /** Journal octets after which upkeep is pressing; larger accounts have as much as a 32nd of their mail. */
  private static final long PRESSING_BYTES_MIN = 1 << 20;
  private static final int PRESSING_SHARE_BITS = 5;
  /** So many body files that no message has any more are worth a checkpoint. */
  private static final int DEAD_BODY_FILES_MAX = 4;
  private static final int PIN_ATTEMPTS = 16;

  private final AccountFiles files;
  private final StoreOptions options;
  private final LongSupplier clockMs;
  private final DiskRoom room;
  private final AccountState recovered;
  private final JournalWriter journal;
  private final BodyAdoptions adoptions;
  private final OpenFiles open;
  private final BodyReader reader;
  private final CheckpointWriter checkpoints;
  private final Compaction compaction;
  private final CheckpointSweep sweep;
  private Catalogue last;
  private long checkpointedOctets;
  private boolean bodiesMoved;
  private boolean indexDamaged;
  private volatile long pressingFromOctets = PRESSING_BYTES_MIN;

  /** @param hasStep whether compaction's records are in it */
  private record StagedBatch(JournalWriter.Batch entries, List<Adoption> adoptions, boolean hasStep) implements Batch {}

  private DiskAccountStore(AccountFiles files, StoreOptions options, LongSupplier clockMs, DiskRoom room, Recovery.Found found,
      String account, JournalWriter journal, Summarizer summarizer) throws IOException {
    this.files = files;
    this.options = options;
    this.clockMs = clockMs;
    this.room = room;
    this.recovered = found.state();
    this.journal = journal;
    this.last = found.catalogue();
    this.bodiesMoved = found.bodiesMoved();
    this.checkpointedOctets = -found.replayedOctets();
    this.open = new OpenFiles(files.disk(), OPEN_FILES_MAX);
    this.reader = new BodyReader(files, open, VerifiedBodies.ofOne(), summarizer);
    this.checkpoints = new CheckpointWriter(files, account, journal.epoch(), reader);
    this.sweep = new CheckpointSweep(files, options, journal.epoch(), found);
    this.adoptions = new BodyAdoptions(files, sweep.nextBodyFile());
    this.compaction = new Compaction(files, options, room, journal, reader, new CompactionHost());
  }

  /** As {@link #open(DiskRoom, Disk, Path, String, StoreOptions, Summarizer, LongSupplier)}, on a disk of which nothing is kept back. */
  public static DiskAccountStore open(Disk disk, Path root, String account, StoreOptions options, Summarizer summarizer,
      LongSupplier clockMs) throws IOException {
    return open(DiskRoom.unlimited(), disk, root, account, options, summarizer, clockMs);
  }

  /**
   * Takes the account over and recovers its state. From then on no older owner can acknowledge anything. Blocks.
   *
   * @param room is told what is written; compaction takes no more than there is
   * @param root the account's directory, created if need be
   * @param account its name; the directory of another is refused
   * @param clockMs milliseconds since 1970
   * @throws FencedException if others claim it at the same time
   * @throws FormatException if what is there leads to no state
   * @throws org.godwit.storage.codec.NewerFormatException if a later version of Godwit wrote it: then nothing is changed
   */
  static DiskAccountStore open(DiskRoom room, Disk disk, Path root, String account, StoreOptions options,
      Summarizer summarizer, LongSupplier clockMs) throws IOException {
    var files = new AccountFiles(disk, root);
    KnownFormats.require(files);
    var claim = files.journal().claim(0);
    JournalWriter journal = null;
    try {
      var found = new Recovery(files, account, true).run();
      if (found.epoch() >= claim.epoch()) {
        files.journal().checkOwner(claim.epoch());
        LOG.error("{}: the files of epochs up to {} are missing", root, found.epoch());
        claim = files.journal().claim(found.epoch());
        found = new Recovery(files, account, true).run();
      }
      files.journal().checkOwner(claim.epoch());
      found.damages().forEach(damage -> LOG.error("{}: {}", root, damage));
      journal = new JournalWriter(files.journal(), account, claim, found.end(), found.baseline(), options.segmentBytes(),
          clockMs);
      var store = new DiskAccountStore(files, options, clockMs, room, found, account, journal, summarizer);
      store.settle(found);
      return store;
    } catch (IOException | RuntimeException e) {
      files.journal().checkOwner(claim.epoch());
      throw e;
    }
  }

  /**
   * Makes what was found the account's state for good, before anybody is shown it: until a header of this epoch names the
   * journal's end, a stale owner whose last write failed may still begin a segment that leaves that write out. On a disk that
   * takes no writes it has to do without.
   */
  private void settle(Recovery.Found found) throws IOException {
    try {
      var unneeded = sweep.voidSegments();
      if (found.inDoubt() || !unneeded.isEmpty()) {
        pin();
      }
      for (Path segment : unneeded) {
        files.disk().delete(segment);
      }
    } catch (DiskException e) {
      LOG.warn("{}: its journal cannot be written to: {}", files.root(), e.getMessage());
      journal.discard();
    }
  }

  private void pin() throws IOException {
    for (int attempt = 1;; attempt++) {
      try {
        journal.pin();
        return;
      } catch (FileAlreadyExistsException e) {
        // a stale owner has begun a segment of that number
        journal.discard();
        if (attempt == PIN_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Whatever fails may fail because a newer owner has taken files away: then that is what is told. */
  private IOException orFenced(IOException failure) throws IOException {
    files.journal().checkOwner(journal.epoch());
    return failure;
  }

  @Override
  public int epoch() {
    return journal.epoch();
  }

  @Override
  public void checkOwner() throws IOException {
    files.journal().checkOwner(journal.epoch());
  }

  @Override
  public AccountState recovered() {
    return recovered;
  }

  /** Reads what this account's records point to. */
  public BodyReader reader() {
    return reader;
  }

  // --- event loop ---

  @Override
  public List<JournalRecord> stage(List<JournalRecord> records) {
    compaction.staging(records);
    return journal.stage(adoptions.placed(records)).stream().filter(JournalRecord::isHappening).toList();
  }

  @Override
  public boolean hasStaged() {
    return journal.hasStaged();
  }

  @Override
  public Batch seal() {
    return new StagedBatch(journal.seal(), adoptions.take(), compaction.sealing());
  }

  @Override
  public void discard() {
    adoptions.take();
    compaction.discarded();
    journal.discard();
  }

  // --- worker ---

  @Override
  public void commit(Batch batch) throws IOException {
    var sealed = (StagedBatch) batch;
    long before = journal.committedOctets();
    boolean done = false;
    try {
      adoptions.link(sealed.adoptions);
      journal.commit(sealed.entries);
      room.written(journal.committedOctets() - before);
      done = true;
    } catch (IOException e) {
      journal.renounce();
      throw orFenced(e);
    } finally {
      if (!done) {
        sealed.adoptions.forEach(adoption -> sweep.perhapsOrphan(adoption.bodyFile(),
            journal.durable().segment()));
      }
    }
    if (sealed.hasStep) {
      compaction.committed(journal.committedOctets() - before);
    }
    adopted(sealed);
  }

  private void adopted(StagedBatch sealed) {
    try {
      adoptions.unlinkIncoming(sealed.adoptions);
    } catch (IOException e) {
      LOG.warn("{}: received files stay until they are swept: {}", files.root(), e.toString());
    }
  }

  @Override
  public MailboxState loadMailbox(MailboxId mailbox) throws IOException {
    if (last != null) {
      try {
        return Checkpoints.load(files, last, mailbox);
      } catch (FormatException e) {
        files.journal().checkOwner(journal.epoch());
        LOG.error("{}: rebuilding {} from the journal: {}", files.root(), mailbox, e.getMessage());
      }
    }
    return rebuilt(mailbox);
  }

  private MailboxState rebuilt(MailboxId mailbox) throws IOException {
    var damages = new ArrayList<Damage>();
    var entry = Recovery.rebuilt(files, journal.durable(), damages).mailbox(mailbox);
    damages.forEach(damage -> LOG.error("{}: {}", files.root(), damage));
    checkpoints.markDamaged(mailbox);
    indexDamaged = true;
    return entry.orElseThrow(() -> new FormatException("the journal has no mailbox " + mailbox)).messages();
  }

  @Override
  public boolean isUpkeepPressing() {
    return journal.committedOctets() >= pressingFromOctets;
  }

  private void lookedAt(AccountState durable) {
    long octets = durable.mailboxes().stream().mapToLong(mailbox -> mailbox.counts().octets()).sum();
    pressingFromOctets = journal.committedOctets() + Math.max(PRESSING_BYTES_MIN, octets >> PRESSING_SHARE_BITS);
  }

  @Override
  public Upkeep upkeep(AccountState durable, boolean force) throws IOException {
    lookedAt(durable);
    try {
      sweepRetired(durable);
      if (isCheckpointDue(durable, force)) {
        return checkpoint(durable, false);
      }
      return force ? new Upkeep.Nothing() : compact(durable);
    } catch (IOException e) {
      throw orFenced(e);
    }
  }

  private Upkeep compact(AccountState durable) throws IOException {
    var step = compaction.step(durable);
    sweepRetired(durable);
    return step;
  }

  /**
   * Files that only readers of older states want may take half of what may be dead, and nothing when the disk has no room; compaction keeps
   * the rest under the other half.
   */
  private void sweepRetired(AccountState durable) throws IOException {
    long octets = durable.mailboxes().stream().mapToLong(entry -> entry.counts().octets()).sum();
    if (sweep.retired(clockMs.getAsLong(), room.isShort() ? 0 : (long) (octets * options.deadFractionMax() / 2))) {
      // an open file is not given back
      open.forget(files.root());
      room.look();
    }
  }

  private boolean isCheckpointDue(AccountState durable, boolean force) {
    boolean changed = last == null || !last.position().equals(journal.durable());
    return indexDamaged || force && changed || changed && isBodyFileSurplus(durable)
        || changed && journal.committedOctets() - checkpointedOctets >= options.checkpointBytes();
  }

  /** A checkpoint gives body files back that no message has any more. */
  private boolean isBodyFileSurplus(AccountState durable) {
    int enough = room.isShort() ? 1 : DEAD_BODY_FILES_MAX;
    return last != null && last.bodyFiles().keySet().stream().filter(file -> !durable.bodyFiles().containsKey(file))
        .limit(enough).count() == enough;
  }

  private Upkeep checkpoint(AccountState durable, boolean settle) throws IOException {
    sweep.beforeCheckpoint();
    var written = checkpoints.write(durable, journal.durable(), journal.baseline(), last, bodiesMoved, settle,
        this::loadMailbox);
    var previous = last;
    last = written.catalogue();
    checkpointedOctets = journal.committedOctets();
    bodiesMoved = false;
    indexDamaged = false;
    sweep.afterCheckpoint(previous, last, compaction.needsOldIndexes(), clockMs.getAsLong());
    room.look();
    return new Upkeep.Adopt(written::adopt);
  }

  private final class CompactionHost implements Compaction.Host {
    @Override
    public Upkeep settle(AccountState durable) throws IOException {
      return checkpoint(durable, true);
    }

    @Override
    public void bodiesMove() {
      bodiesMoved = true;
    }

    @Override
    public Loader loader() {
      var catalogue = last;
      return mailbox -> catalogue == last ? loadMailbox(mailbox) : Checkpoints.load(files, catalogue, mailbox);
    }

    @Override
    public void retireSegment(int segment) {
      sweep.retireSegment(files.segment(segment), clockMs.getAsLong());
    }

    @Override
    public boolean isRetired(int segment) {
      return sweep.isRetired(files.segment(segment));
    }
  }

  @Override
  public void close() {
    try {
      journal.close();
      open.close();
    } catch (IOException e) {
      LOG.warn("{}: closing: {}", files.root(), e.toString());
    }
  }
}
