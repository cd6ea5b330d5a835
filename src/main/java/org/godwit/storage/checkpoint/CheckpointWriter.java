package org.godwit.storage.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import org.godwit.account.AccountState;
import org.godwit.account.MailboxEntry;
import org.godwit.account.MailboxState;
import org.godwit.account.Relocations;
import org.godwit.mail.MailboxId;
import org.godwit.storage.AccountFiles;
import org.godwit.storage.body.BodyReader;
import org.godwit.storage.checkpoint.Catalogue.Indexed;
import org.godwit.storage.journal.JournalPosition;
import org.godwit.storage.journal.SegmentHeader.Baseline;

/**
 * Writes checkpoints of one account, for its owner. A checkpoint counts from the moment its catalogue has its name; every
 * file it points to is durable by then. One thread; blocks.
 */
public final class CheckpointWriter {

  private final AccountFiles files;
  private final String account;
  private final int epoch;
  private final SummaryRuns runs;
  private int nextNumber = 1;
  /** Files of the checkpoint being written, to which nothing on disk points yet. */
  private final List<Path> unpublished = new ArrayList<>();

  /** Mailboxes whose index is damaged and must be written whether they changed or not. */
  private final Set<MailboxId> damaged = new HashSet<>();

  public CheckpointWriter(AccountFiles files, String account, int epoch, BodyReader reader) throws IOException {
    this.files = files;
    this.account = account;
    this.epoch = epoch;
    files.disk().createDirectories(files.checkpoint());
    int highest = files.disk().names(files.checkpoint()).stream()
        .flatMapToInt(name -> AccountFiles.number(name, ".summaries").stream()).max().orElse(0);
    this.runs = new SummaryRuns(files, reader, highest + 1, unpublished::add);
  }

  /** The index of this mailbox must be written with the next checkpoint. */
  public void markDamaged(MailboxId mailbox) {
    damaged.add(mailbox);
  }

  /** Reads mailboxes that are not resident. */
  public interface Loader {
    MailboxState load(MailboxId mailbox) throws IOException;
  }

  /**
   * A checkpoint that was written.
   *
   * @param summaries new places of summaries by mailbox
   * @param settled relocations that every index has by now
   */
  public record Written(Catalogue catalogue, Map<MailboxId, LongUnaryOperator> summaries, Relocations settled) {

    /** The state, or a later one, with what is in the checkpoint's files. */
    public AccountState adopt(AccountState state) {
      var next = settled.isEmpty() ? state : state.settled(settled);
      for (var moved : summaries.entrySet()) {
        var entry = next.mailbox(moved.getKey());
        if (entry.isPresent() && entry.get().isResident()) {
          next = next.adopt(moved.getKey(), messages -> messages.withSummaries(moved.getValue()));
        }
      }
      return next;
    }
  }

  /**
   * Writes a checkpoint of this state.
   *
   * @param position where the journal ends for this state
   * @param previous the last checkpoint, or null
   * @param bodiesMoved whether bodies may have moved since then: resident mailboxes are written even if nothing else changed
   * @param settle whether to write every mailbox with the places that its bodies have now, and leave no summary in the
   *     journal: so that what relocations tell can be forgotten
   * @param loader reads mailboxes that are not resident in the state, as they are on disk
   */
  public Written write(AccountState state, JournalPosition position, Baseline baseline, Catalogue previous,
      boolean bodiesMoved, boolean settle, Loader loader) throws IOException {
    unpublished.clear();
    try {
      return written(state, position, baseline, previous, bodiesMoved, settle, loader);
    } finally {
      dropUnpublished();
    }
  }

  /** What a failed checkpoint wrote must not take the room that the next one needs. */
  private void dropUnpublished() {
    for (Path file : unpublished) {
      try {
        files.disk().delete(file);
      } catch (IOException e) {
        // the next owner sweeps it
      }
    }
    unpublished.clear();
  }

  private Written written(AccountState state, JournalPosition position, Baseline baseline, Catalogue previous,
      boolean bodiesMoved, boolean settle, Loader loader) throws IOException {
    var id = new CheckpointId(epoch, nextNumber++);
    var before = new HashMap<MailboxId, Indexed>();
    if (previous != null) {
      previous.mailboxes().forEach(indexed -> before.put(indexed.entry().id(), indexed));
    }
    var writing = new Writing(id, state, before, bodiesMoved, settle, loader);
    var mailboxes = new ArrayList<Indexed>();
    for (MailboxEntry entry : state.mailboxesById()) {
      mailboxes.add(writing.mailbox(entry));
    }
    var relocations = settle ? Map.<Long, Long>of() : state.relocations().moves();
    var catalogue = new Catalogue(id, account, position, baseline, state.counters(), mailboxes,
        List.copyOf(state.subscriptions()), state.bodyFiles(), relocations);
    publish(catalogue);
    damaged.clear();
    return new Written(catalogue, writing.moves, settle ? state.relocations() : Relocations.NONE);
  }

  private void publish(Catalogue catalogue) throws IOException {
    Path directory = files.checkpoint();
    Path nameless = directory.resolve(catalogue.id() + ".new");
    unpublished.add(nameless);
    try (var out = new FileOutput(files.disk().create(nameless))) {
      out.write(catalogue.encode());
      out.finish();
    }
    files.disk().syncDirectory(directory);
    // whatever fails from here on, it may have its name
    unpublished.clear();
    files.disk().rename(nameless, directory.resolve(catalogue.id().fileName()));
    files.disk().syncDirectory(directory);
  }

  /** One checkpoint being written. */
  private final class Writing {
    private final CheckpointId id;
    private final AccountState state;
    private final Map<MailboxId, Indexed> before;
    private final boolean bodiesMoved;
    private final boolean settle;
    private final Loader loader;
    private final Map<MailboxId, LongUnaryOperator> moves = new HashMap<>();

    Writing(CheckpointId id, AccountState state, Map<MailboxId, Indexed> before, boolean bodiesMoved, boolean settle,
        Loader loader) {
      this.id = id;
      this.state = state;
      this.before = before;
      this.bodiesMoved = bodiesMoved;
      this.settle = settle;
      this.loader = loader;
    }

    Indexed mailbox(MailboxEntry entry) throws IOException {
      var old = before.get(entry.id());
      if (!isDue(entry, old)) {
        return new Indexed(withoutMessages(entry), old.index(), old.summaries());
      }
      var messages = entry.isResident() ? entry.messages() : loaded(entry.id());
      var arranged = runs.arrange(messages, old == null ? List.of() : old.summaries(), settle);
      if (!arranged.moves().isEmpty()) {
        moves.put(entry.id(), arranged.moves());
      }
      var index = files.checkpoint().resolve(MailboxIndex.fileName(entry.id(), id));
      unpublished.add(index);
      MailboxIndex.write(files.disk(), index, arranged.messages());
      return new Indexed(withoutMessages(entry), id, arranged.files());
    }

    /** Every change of a mailbox's messages has a higher modification sequence, but that of their bodies' places. */
    private boolean isDue(MailboxEntry entry, Indexed old) {
      return old == null || settle || damaged.contains(entry.id()) || entry.isResident()
          && (bodiesMoved || old.entry().counts().highestModSeq() != entry.counts().highestModSeq());
    }

    private MailboxState loaded(MailboxId mailbox) throws IOException {
      return state.withResident(loader.load(mailbox)).mailbox(mailbox).orElseThrow().messages();
    }

    private static MailboxEntry withoutMessages(MailboxEntry entry) {
      return new MailboxEntry(entry.id(), entry.name(), entry.uidValidity(), entry.specialUse(), entry.counts(), null);
    }
  }
}
