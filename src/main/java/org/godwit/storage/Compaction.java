package org.godwit.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.account.AccountState;
import org.godwit.account.Content;
import org.godwit.account.Extent;
import org.godwit.account.JournalRecord;
import org.godwit.account.JournalRecord.BodyMove;
import org.godwit.account.MailboxEntry;
import org.godwit.storage.AccountStore.Upkeep;
import org.godwit.storage.body.BodyReader;
import org.godwit.storage.checkpoint.CheckpointWriter.Loader;
import org.godwit.storage.codec.ContentFrame;
import org.godwit.storage.codec.FormatException;
import org.godwit.storage.io.Disk;
import org.godwit.storage.journal.JournalPosition;
import org.godwit.storage.journal.JournalWriter;
import org.godwit.storage.journal.SegmentHeader.Baseline;
import org.godwit.storage.journal.SegmentName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives dead octets of the journal back, in small steps while the account is in use:
 *
 * <ol>
 *   <li>{@code MOVING}: live bodies are copied out of the victims, a {@code BodiesMoved} entry at a time.
 *   <li>{@code SETTLING}: a checkpoint, so that indexes have the new places and no summary is left in a victim.
 *   <li>{@code RESTATING}: a baseline of the state at one moment; replay without a checkpoint begins at that moment from then on.
 *       Its last entry goes into a new segment whose header names it.
 *   <li>{@code FINISHING}: a checkpoint; then nothing needs the victims any more but readers of old states.
 * </ol>
 * A step that was given out and not staged, or lost with a failed commit, is given out again. A crash leaves at worst some copies and an unfinished
 * baseline behind, which are dead octets. Steps run on one worker; {@link #staging} and {@link #discarded} on the event loop.
 */
final class Compaction {

  private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);

  /** Every message is looked at again only after this share of the account was written or died. */
  private static final int LOOK_SHARE = 32;
  /** The part of what may be dead at which it begins, as writing goes on while it works. */
  private static final double BEGINS_AT = 0.85;
  private static final double BEGINS_AT_WITHOUT_ROOM = 0.3;

  private enum Phase {
    IDLE, MOVING, SETTLING, RESTATING, FINISHING
  }

  /** What became of the records given out last. */
  private enum Fate {
    NONE, OUT, STAGED, SEALED, DURABLE, LOST
  }

  /** What compaction needs of the store. */
  interface Host {
    /** Writes a checkpoint in which every mailbox has the places of now. */
    Upkeep settle(AccountState durable) throws IOException;

    /** Bodies may be elsewhere from now on. */
    void bodiesMove();

    /** Reads mailboxes as the last checkpoint has them, whatever checkpoints follow. */
    Loader loader();

    /** No newest state needs this segment. */
    void retireSegment(int segment);

    boolean isRetired(int segment);
  }

  private final AccountFiles files;
  private final StoreOptions options;
  private final DiskRoom room;
  private final JournalWriter journal;
  private final BodyReader reader;
  private final Host host;

  private volatile Phase phase = Phase.IDLE;
  private Set<Integer> victims = Set.of();
  private List<Extent> moves = List.of();
  private int moved;
  private int movedThen;
  private BaselineRecords baseline;
  private JournalPosition baselineFrom;
  private long plannedTotal = -1;
  private long plannedOctets;
  private long plannedDead;
  /** What the journal had taken when the plan was made, and what compaction itself wrote since. */
  private long plannedWritten;
  private long moveWritten;
  private CompactionPlan.Aim plannedFor;
  private boolean wholePlan;

  private volatile List<JournalRecord> handed;
  private volatile Fate fate = Fate.NONE;

  Compaction(AccountFiles files, StoreOptions options, DiskRoom room, JournalWriter journal, BodyReader reader, Host host) {
    this.files = files;
    this.options = options;
    this.room = room;
    this.journal = journal;
    this.reader = reader;
    this.host = host;
  }

  // --- what the event loop tells ---

  /** Records are about to be staged: are they the ones given out? */
  void staging(List<JournalRecord> records) {
    if (fate == Fate.OUT && !records.isEmpty() && records.getFirst() == handed.getFirst()) {
      fate = Fate.STAGED;
      if (records.getFirst() instanceof JournalRecord.BaselineEnded) {
        journal.beginSegment(new Baseline(baselineFrom.segment().number(), baselineFrom.offset()));
      }
    }
  }

  /** A batch is sealed: are the records given out in it? */
  boolean sealing() {
    boolean inside = fate == Fate.STAGED;
    fate = inside ? Fate.SEALED : fate;
    return inside;
  }

  /** The batch that has them is durable. Worker. @param octets that it took in the journal */
  void committed(long octets) {
    fate = Fate.DURABLE;
    moveWritten += octets;
  }

  /** Everything staged was dropped. */
  void discarded() {
    if (fate == Fate.STAGED || fate == Fate.SEALED) {
      fate = Fate.LOST;
    }
  }

  /** Whether indexes that are replaced must stay for the baseline being written. */
  boolean needsOldIndexes() {
    return phase == Phase.RESTATING;
  }

  // --- steps ---

  /** The next step. @param durable the state at the journal's durable end */
  Upkeep step(AccountState durable) throws IOException {
    boolean done = false;
    try {
      var step = next(durable);
      done = true;
      return step;
    } finally {
      if (!done) {
        phase = Phase.IDLE;
        lookAgain();
      }
    }
  }

  private Upkeep next(AccountState durable) throws IOException {
    if (fate == Fate.STAGED || fate == Fate.SEALED) {
      // a commit that began before has ended; what was given out comes with the next
      return new Upkeep.Wait();
    }
    if (phase == Phase.IDLE) {
      plan(durable);
    }
    return switch (phase) {
      case IDLE -> new Upkeep.Nothing();
      case MOVING -> move(durable);
      case SETTLING -> {
        var step = host.settle(durable);
        phase = Phase.RESTATING;
        baseline = null;
        yield step;
      }
      case RESTATING -> restate(durable);
      case FINISHING -> finish(durable);
    };
  }

  private void plan(AccountState durable) throws IOException {
    var sizes = segmentSizes();
    long total = total(sizes);
    long octets = octets(durable);
    var aim = aim();
    if (!isDue(total, octets, durable, aim)) {
      return;
    }
    var live = LiveBodies.of(durable, host.loader());
    long messages = messages(durable);
    planned(total, octets, total - live.total() - messages * CompactionPlan.ROW_BYTES, aim);
    int current = journal.durable().segment().number();
    var plan = CompactionPlan.choose(sizes, current + 1, live, messages, aim);
    wholePlan = plan.whole();
    if (!plan.victims().isEmpty()) {
      for (int victim : plan.victims()) {
        KnownFormats.requireSegment(files, files.segment(victim));
      }
      if (plan.victims().contains(current)) {
        journal.beginSegment(journal.baseline());
      }
      LOG.info("{}: compacting segments {}, moving {} bodies: {} of {} KiB are dead", files.root(), plan.victims(),
          plan.moves().size(), plannedDead >> 10, total >> 10);
      victims = new HashSet<>(plan.victims());
      moves = plan.moves();
      moved = 0;
      movedThen = 0;
      plannedWritten = journal.committedOctets();
      moveWritten = 0;
      fate = Fate.NONE;
      phase = Phase.MOVING;
    }
  }

  /** Begins in time; on a disk without room much earlier, and what is moved must find room before anything is given back. */
  private CompactionPlan.Aim aim() {
    double part = room.isShort() ? BEGINS_AT_WITHOUT_ROOM : BEGINS_AT;
    return new CompactionPlan.Aim(options.deadFractionMax() * part, (long) (options.compactionBytesMin() * part),
        2L * options.stepBytes(), room.usable() / 4 * 3);
  }

  /** Whether so much may be dead that every message should be looked at: exactly known is only what was found then. */
  private boolean isDue(long total, long octets, AccountState durable, CompactionPlan.Aim aim) throws IOException {
    if (plannedTotal < 0 || isAnotherMatter(aim)) {
      return aim.isExceeded(total - (octets - bodyFileOctets(durable)), total);
    }
    long died = total - plannedTotal + Math.max(0, plannedOctets - octets);
    return died >= Math.max(aim.lookBytes(), total / LOOK_SHARE)
        && aim.isExceeded(plannedDead + died, total);
  }

  /** Whether what was found when every message was looked at was judged otherwise than it would be now. */
  private boolean isAnotherMatter(CompactionPlan.Aim aim) {
    return aim.deadFractionMax() < plannedFor.deadFractionMax()
        || !wholePlan && aim.roomBytes() / 2 >= plannedFor.roomBytes();
  }

  private void planned(long total, long octets, long dead, CompactionPlan.Aim aim) {
    plannedTotal = total;
    plannedOctets = octets;
    plannedDead = dead;
    plannedFor = aim;
  }

  /** What was found when every message was looked at is not to be relied on. */
  private void lookAgain() {
    plannedTotal = -1;
  }

  private static long messages(AccountState state) {
    return state.mailboxes().stream().mapToLong(entry -> entry.counts().messages()).sum();
  }

  private long bodyFileOctets(AccountState durable) throws IOException {
    return durable.bodyFiles().isEmpty() ? 0
        : files.disk().list(files.bodies()).stream().mapToLong(Disk.Entry::size).sum();
  }

  /** Octets of the segments' files, but of those that only wait to be deleted. */
  private Map<Integer, Long> segmentSizes() throws IOException {
    var sizes = new HashMap<Integer, Long>();
    for (Disk.Entry entry : files.disk().list(files.journal().path())) {
      SegmentName.number(entry.name()).ifPresent(number -> sizes.put(number, entry.size()));
    }
    sizes.keySet().removeIf(host::isRetired);
    return sizes;
  }

  private static long total(Map<Integer, Long> sizes) {
    return sizes.values().stream().mapToLong(Long::longValue).sum();
  }

  private static long octets(AccountState state) {
    return state.mailboxes().stream().mapToLong(entry -> entry.counts().octets()).sum();
  }

  private Upkeep handOut(List<JournalRecord> records) {
    handed = records;
    fate = Fate.OUT;
    return new Upkeep.Append(records);
  }

  // --- moving ---

  private Upkeep move(AccountState durable) throws IOException {
    if (fate == Fate.DURABLE) {
      moved = movedThen;
    }
    var step = new ArrayList<BodyMove>();
    long octets = 0;
    int at = moved;
    while (at < moves.size() && octets < options.stepBytes()) {
      var body = moves.get(at++);
      if (victims.contains(body.segment())) {
        var content = whole(body);
        if (content != null) {
          step.add(new BodyMove(body, new Content.Inline(content)));
          octets += content.length;
        }
      }
    }
    if (!step.isEmpty() || victims.contains(journal.durable().segment().number())) {
      // also without bodies: an entry in a new segment, so that the baseline begins there and not in a victim
      movedThen = at;
      host.bodiesMove();
      return handOut(List.of(new JournalRecord.BodiesMoved(step)));
    }
    fate = Fate.NONE;
    phase = victims.isEmpty() ? Phase.IDLE : Phase.SETTLING;
    return next(durable);
  }

  /** A body, or null if it is damaged: then its segment stays, so that it goes on being seen for what it is. */
  private byte[] whole(Extent body) throws IOException {
    var frameAndBody = new Extent(body.segment(), body.offset() - ContentFrame.BYTES, body.length() + ContentFrame.BYTES);
    try {
      var bytes = ByteBuffer.wrap(reader.read(frameAndBody));
      var frame = ContentFrame.decode(bytes);
      if (frame != null && frame.fits(bytes.array(), ContentFrame.BYTES, bytes.remaining())) {
        byte[] content = new byte[bytes.remaining()];
        bytes.get(content);
        return content;
      }
    } catch (FormatException | NoSuchFileException e) {
      // told below
    }
    LOG.error("{}: the body at {} is damaged; segment {} is not compacted", files.root(), body, body.segment());
    victims.remove(body.segment());
    return null;
  }

  // --- restating ---

  private Upkeep restate(AccountState durable) throws IOException {
    if (baseline == null) {
      baseline = new BaselineRecords(durable, host.loader());
      baselineFrom = journal.durable();
      return handOut(baseline.next());
    }
    if (fate != Fate.DURABLE) {
      return handOut(handed);
    }
    if (!baseline.isEnded()) {
      return handOut(baseline.next());
    }
    fate = Fate.NONE;
    phase = Phase.FINISHING;
    return next(durable);
  }

  // --- finishing ---

  private Upkeep finish(AccountState durable) throws IOException {
    var step = host.settle(durable);
    phase = Phase.IDLE;
    var needed = needed(durable);
    segmentSizes().keySet().stream().filter(number -> victims.contains(number)
        && number < baselineFrom.segment().number() && !needed.contains(number))
        .forEach(host::retireSegment);
    long total = total(segmentSizes());
    long live = LiveBodies.of(durable, host.loader()).total() + messages(durable) * CompactionPlan.ROW_BYTES;
    long died = journal.committedOctets() - plannedWritten - moveWritten + Math.max(0, plannedOctets - octets(durable));
    boolean diedMeanwhile = died >= plannedFor.lookBytes() && aim().isExceeded(total - live, total);
    boolean roomForMore = !wholePlan && total < plannedTotal - plannedFor.lookBytes();
    planned(total, octets(durable), total - live, plannedFor);
    if (diedMeanwhile || roomForMore) {
      lookAgain();
    }
    return step;
  }

  /** Segments that some message still needs for its body or its summary. */
  private Set<Integer> needed(AccountState durable) throws IOException {
    var needed = new HashSet<Integer>();
    var loader = host.loader();
    for (MailboxEntry entry : durable.mailboxes()) {
      var messages = LiveBodies.messages(durable, entry, loader);
      for (int i = 0; i < messages.size(); i++) {
        if (messages.octets(i) > 0) {
          needed.add(messages.body(i).segment());
        }
        needed.add(Extent.segmentOf(messages.summary(i)));
      }
    }
    return needed;
  }
}
