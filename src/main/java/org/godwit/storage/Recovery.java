package org.godwit.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.godwit.account.AccountState;
import org.godwit.storage.checkpoint.Catalogue;
import org.godwit.storage.checkpoint.Checkpoints;
import org.godwit.storage.codec.FormatException;
import org.godwit.storage.journal.JournalChain;
import org.godwit.storage.journal.JournalChain.Until;
import org.godwit.storage.journal.JournalPosition;
import org.godwit.storage.journal.Replay;
import org.godwit.storage.journal.SegmentHeader;
import org.godwit.storage.journal.SegmentHeader.Baseline;

/**
 * Finds an account's state on disk: from the newest checkpoint that the valid journal bears out and what happened since, or
 * from the journal alone. One thread; blocks.
 */
public final class Recovery {

  private final AccountFiles files;
  private final String account;
  private final boolean settle;
  private final List<Damage> damages = new ArrayList<>();

  /**
   * @param account whose directory it should be; null: whoever's it is
   * @param settle whether what the last owner left is made durable and read from the medium: for the next owner; others only
   *     look
   */
  public Recovery(AccountFiles files, String account, boolean settle) {
    this.files = files;
    this.account = account;
    this.settle = settle;
  }

  /**
   * What was found.
   *
   * @param end where the journal ends
   * @param inDoubt whether there is something in it that perhaps nobody was told of, and that a stale owner may still leave out
   *     of the journal
   * @param catalogue the checkpoint it was found from, or null
   * @param bodiesMoved whether bodies moved since that checkpoint
   * @param links the part of the journal that was read, ascending
   * @param damages what could not be read
   */
  public record Found(AccountState state, JournalPosition end, boolean inDoubt, Baseline baseline, Catalogue catalogue,
      boolean bodiesMoved, List<JournalChain.Link> links, List<Damage> damages) {

    /** The latest epoch in which something was written. */
    int epoch() {
      return Math.max(end.segment().epoch(), catalogue == null ? 0 : catalogue.id().epoch());
    }

    /** About how many octets of journal were replayed. */
    long replayedOctets() {
      long from = catalogue == null ? 0 : catalogue.position().offset();
      return Math.max(0, links.stream().mapToLong(JournalChain.Link::end).sum() - from);
    }
  }

  /** Finds the state. @throws FormatException if neither a checkpoint nor the journal leads to one */
  public Found run() throws IOException {
    var catalogues = Checkpoints.readable(files, damages);
    for (Catalogue catalogue : catalogues) {
      var found = from(catalogue);
      if (found != null) {
        return found;
      }
    }
    return fromJournal(!catalogues.isEmpty());
  }

  private Found from(Catalogue catalogue) throws IOException {
    checkAccount(catalogue.account());
    var position = catalogue.position();
    var chain = JournalChain.find(files.journal(), new Until.Position(position), settle);
    if (!chain.reached()) {
      return null;
    }
    try {
      var noted = new ArrayList<>(chain.damages());
      var outcome = Replay.from(files.journal(), chain, catalogue.state(), position,
          mailbox -> Checkpoints.load(files, catalogue, mailbox), noted::add);
      damages.addAll(noted);
      var end = chain.end() == null ? position : chain.end();
      boolean inDoubt = !chain.endIsNamed() && !end.equals(position);
      return new Found(outcome.state(), end, inDoubt, newer(chain.baseline(), catalogue.baseline()), catalogue,
          outcome.bodiesMoved(), chain.links(), damages);
    } catch (FormatException e) {
      damages.add(new Damage("checkpoint/" + catalogue.id().fileName(), 0, 0, e.getMessage()));
      return null;
    }
  }

  private static Baseline newer(Baseline one, Baseline other) {
    boolean otherIsNewer = other.segment() > one.segment()
        || other.segment() == one.segment() && other.offset() > one.offset();
    return otherIsNewer ? other : one;
  }

  private Found fromJournal(boolean checkpointed) throws IOException {
    var chain = JournalChain.find(files.journal(), new Until.Beginning(), settle);
    damages.addAll(chain.damages());
    if (!chain.reached() || chain.end() == null && checkpointed) {
      throw new FormatException(files.root() + ": the journal does not go back to where its replay must begin");
    }
    if (chain.end() == null) {
      return new Found(AccountState.EMPTY, JournalPosition.START, false, SegmentHeader.NO_BASELINE, null, false, List.of(),
          damages);
    }
    checkAccount(chain.account());
    var outcome = Replay.all(files.journal(), chain, damages::add);
    return new Found(outcome.state(), chain.end(), !chain.endIsNamed(), chain.baseline(), null, true, chain.links(),
        damages);
  }

  /** The state that the journal alone leads to, up to a position that is known to be its end. */
  public static AccountState rebuilt(AccountFiles files, JournalPosition end, List<Damage> damages) throws IOException {
    var chain = JournalChain.findBack(files.journal(), end);
    damages.addAll(chain.damages());
    if (!chain.reached()) {
      throw new FormatException(files.root() + ": the journal does not go back to where its replay must begin");
    }
    return Replay.all(files.journal(), chain, damages::add).state();
  }

  private void checkAccount(String found) throws FormatException {
    if (account != null && !found.equals(account)) {
      throw new FormatException(files.root() + " belongs to account " + found + ", not " + account);
    }
  }
}
