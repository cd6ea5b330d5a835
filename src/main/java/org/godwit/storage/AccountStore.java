package org.godwit.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.godwit.account.AccountState;
import org.godwit.account.Content;
import org.godwit.account.Extent;
import org.godwit.account.JournalRecord;
import org.godwit.account.MailboxState;
import org.godwit.mail.EncodedSummary;
import org.godwit.mail.MailboxId;
import org.godwit.storage.io.DiskException;

/**
 * One account on disk, owned: the only writer of its journal.
 *
 * <p>Two threads use it: the account's event loop calls {@link #stage}, {@link #seal} and {@link #discard}, which only touch memory;
 * one worker at a time calls everything else, which blocks. Staging goes on while a commit runs.
 *
 * <p>Invariants: what a returned {@link #commit} covered is durable and in order. What was under way in a crash does not exist after it, or
 * exists completely. What a failed commit was about does not exist, then or later; only if the disk does not even take a segment's header
 * after the failure may it exist completely after a crash that comes before the next successful commit.
 */
public interface AccountStore extends AutoCloseable {

  /** Why the account could only be opened for reading: then nothing may be staged. Null if it is owned. */
  default DiskException refusal() {
    return null;
  }

  /** The epoch in which this owner writes; 0 if it owns nothing. */
  default int epoch() {
    return 0;
  }

  /**
   * Looks whether this is still the owner; whatever was in memory before may be believed then.
   *
   * @throws FencedException if somebody else owns the account by now
   */
  default void checkOwner() throws IOException {}

  /** The state that recovery found: mailboxes touched by the replayed part of the journal are resident, the others not. */
  AccountState recovered();

  /**
   * Takes up one atomic entry.
   *
   * @return the same records with every {@link Content} a {@link Content.Stored}: what to apply
   */
  List<JournalRecord> stage(List<JournalRecord> records);

  /** Whether something is staged and not sealed. */
  boolean hasStaged();

  /** Closes the batch of everything staged since the last seal. */
  Batch seal();

  /** Entries that become durable together. */
  interface Batch {}

  /**
   * Writes the batch, makes it durable, and checks that no newer epoch exists. Batches are committed in the order of their seals.
   *
   * @throws FencedException if somebody else owns the account by now: close it, acknowledge nothing more
   * @throws IOException if a write or sync failed: nothing of the batch happened and, after {@link #discard}, a later
   *     batch may succeed; the account stays readable
   */
  void commit(Batch batch) throws IOException;

  /** After a failed commit: forgets everything staged and sealed. What is staged next builds on the last durable state. */
  void discard();

  /** A mailbox that is not resident, from its index; rebuilt from the journal if that is damaged. */
  MailboxState loadMailbox(MailboxId mailbox) throws IOException;

  /**
   * One bounded step of what keeps the account small and quick to open: checkpoint or compaction. Called again and again while
   * it does not say {@link Upkeep.Nothing}, then again after more commits or some time.
   *
   * @param durable the state after the last commit; nothing is committed while this runs
   * @param force whether to checkpoint even if little changed: the account is about to be closed or its mailboxes evicted
   */
  Upkeep upkeep(AccountState durable, boolean force) throws IOException;

  /**
   * Whether so much was written since the last step that the next should not wait for a pause: what dies between two looks at it
   * counts against the allowed dead share. Any thread; memory only.
   */
  default boolean isUpkeepPressing() {
    return false;
  }

  /** What is to be done with a step's outcome. */
  sealed interface Upkeep {
    /** Nothing needs doing. */
    record Nothing() implements Upkeep {}

    /** What was given out before is not durable yet; there is more to do once it is. */
    record Wait() implements Upkeep {}

    /** Stage, apply and commit these as one entry. */
    record Append(List<JournalRecord> records) implements Upkeep {
      public Append {
        records = List.copyOf(records);
      }
    }

    /** Change the state in what is no journaled fact (where summaries lie); holds for later states as well. */
    record Adopt(UnaryOperator<AccountState> change) implements Upkeep {}
  }

  /** Closes the files. What is staged and not committed is forgotten. */
  @Override
  void close();

  /** Reads bytes that records point to; may be used from any thread, beside and after everything else. */
  interface Reader {
    /**
     * Reads the extent fully.
     *
     * @param extent of at most 2^31-9 octets
     * @throws java.nio.file.NoSuchFileException if compaction has taken the file away
     */
    byte[] read(Extent extent) throws IOException;

    /** As {@link #read}, or null if it cannot be had without waiting for the disk. */
    byte[] readNow(Extent extent);

    /** As {@link #readNow(Extent)}, into an array that has room for it, from its start on. @return whether it could be had */
    boolean readNow(Extent extent, byte[] target);

    /**
     * Reads a whole body and compares it with its checksum; what was found whole is believed for some minutes.
     *
     * @param body as a message has it, not a slice
     * @throws java.nio.file.NoSuchFileException if compaction has taken the file away
     * @throws IOException if it is not what was written
     */
    void verify(Extent body) throws IOException;

    /** Whether a body is known to be whole, or can be found so without waiting for the disk. */
    boolean isWholeNow(Extent body);

    /**
     * The encoded summaries of messages; neighbours are read together. Computed from the body where none is stored or it is damaged.
     *
     * @param indexes ascending
     * @throws java.nio.file.NoSuchFileException if compaction has taken a file away
     */
    List<EncodedSummary> summaries(MailboxState messages, int[] indexes) throws IOException;

    /** The file that has this extent as it is, at the extent's offset; null if that cannot be told at once, or if there is none. */
    Path fileNow(Extent extent);

    /** As {@link #summaries}, or null if they cannot be had without waiting for the disk. */
    List<EncodedSummary> summariesNow(MailboxState messages, int[] indexes);
  }
}
