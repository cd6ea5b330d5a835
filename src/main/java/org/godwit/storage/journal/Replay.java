package org.godwit.storage.journal;

import java.io.IOException;
import java.util.function.Consumer;
import org.godwit.account.AccountState;
import org.godwit.account.JournalRecord;
import org.godwit.account.MailboxState;
import org.godwit.mail.MailboxId;
import org.godwit.storage.Damage;
import org.godwit.storage.journal.SegmentHeader.Baseline;

/** Turns journal entries into the state they lead to, with the same {@code apply} that ran live. One thread; blocks. */
public final class Replay {

  /** Reads a mailbox that is not resident as it was at the state that replay began with. */
  public interface Loader {
    MailboxState load(MailboxId mailbox) throws IOException;
  }

  private final JournalDirectory directory;
  private final Consumer<Damage> damages;
  private final Loader loader;
  private AccountState state;
  private boolean bodiesMoved;

  private Replay(JournalDirectory directory, AccountState state, Loader loader, Consumer<Damage> damages) {
    this.directory = directory;
    this.state = state;
    this.loader = loader;
    this.damages = damages;
  }

  /**
   * What replay led to.
   *
   * @param bodiesMoved whether a body was moved on the way
   */
  public record Outcome(AccountState state, boolean bodiesMoved) {}

  /** From a checkpoint's state and position to the chain's end. */
  public static Outcome from(JournalDirectory directory, JournalChain chain, AccountState state, JournalPosition position,
      Loader loader, Consumer<Damage> damages) throws IOException {
    var replay = new Replay(directory, state, loader, damages);
    chain.read(directory, position, replay.new Happened());
    return new Outcome(replay.state, replay.bodiesMoved);
  }

  /**
   * From the journal alone: what the chain's last baseline restates, then what happened since; or everything from the first
   * segment on.
   */
  public static Outcome all(JournalDirectory directory, JournalChain chain, Consumer<Damage> damages) throws IOException {
    var replay = new Replay(directory, AccountState.EMPTY, id -> {
      throw new IllegalStateException("mailbox " + id + " is not resident though nothing was read from a checkpoint");
    }, damages);
    var start = start(chain);
    if (chain.baseline().exists()) {
      chain.read(directory, start, replay.new Restated());
    }
    chain.read(directory, start, replay.new Happened());
    return new Outcome(replay.state, replay.bodiesMoved);
  }

  private static JournalPosition start(JournalChain chain) {
    Baseline baseline = chain.baseline();
    return chain.links().stream().filter(link -> baseline.exists() && link.name().number() == baseline.segment())
        .findFirst().map(link -> new JournalPosition(link.name(), baseline.offset(), 0)).orElse(JournalPosition.START);
  }

  /** Applies what happened; baselines on the way restate what is known. */
  private final class Happened implements EntryVisitor {
    @Override
    public void entry(JournalEntry entry) throws IOException {
      for (JournalRecord record : entry.records()) {
        if (record.isHappening()) {
          bodiesMoved |= record instanceof JournalRecord.BodiesMoved;
          apply(record, entry);
        }
      }
    }

    @Override
    public void damaged(Damage damage) {
      damages.accept(damage);
    }
  }

  /** Applies the first baseline that is met, up to its end; the end itself may be missing, then another may begin. */
  private final class Restated implements EntryVisitor {
    private boolean begun;
    private boolean ended;

    @Override
    public void entry(JournalEntry entry) throws IOException {
      for (JournalRecord record : entry.records()) {
        ended |= record instanceof JournalRecord.BaselineEnded || begun && record instanceof JournalRecord.BaselineBegun;
        if (!ended && !record.isHappening()) {
          begun = true;
          apply(record, entry);
        }
      }
    }

    @Override
    public void damaged(Damage damage) {
      // told when what happened is read
    }
  }

  private void apply(JournalRecord record, JournalEntry entry) throws IOException {
    try {
      for (MailboxId mailbox : record.residents()) {
        makeResident(mailbox);
      }
      if (record instanceof JournalRecord.MailboxDeleted deleted && !state.bodyFiles().isEmpty()) {
        makeResident(deleted.mailbox());
      }
      state = state.apply(record);
    } catch (IllegalStateException | IllegalArgumentException e) {
      damages.accept(new Damage("journal/" + entry.at().segment().fileName(), entry.at().offset(),
          entry.end() - entry.at().offset(), "a record does not fit what is known: " + e.getMessage()));
    }
  }

  private void makeResident(MailboxId mailbox) throws IOException {
    var entry = state.mailbox(mailbox);
    if (entry.isPresent() && !entry.get().isResident()) {
      state = state.withResident(loader.load(mailbox));
    }
  }
}
