package org.godwit.account;

import java.util.Arrays;
import java.util.List;
import org.godwit.account.JournalRecord.Vanished;
import org.godwit.mail.UidSet;

/**
 * What somebody who has one state of a mailbox needs to have a later one: for sessions whose account another node owns. Chunks that both states
 * share cost nothing. Immutable.
 */
public final class MailboxDiff {

  private final MailboxState now;
  private final UidSet removed;
  private final int[] rows;
  private final boolean vanishedAnew;
  private final List<Vanished> vanished;

  private MailboxDiff(MailboxState now, UidSet removed, int[] rows, boolean vanishedAnew, List<Vanished> vanished) {
    this.now = now;
    this.removed = removed;
    this.rows = rows;
    this.vanishedAnew = vanishedAnew;
    this.vanished = vanished;
  }

  /** From one state to a later one of the same mailbox. */
  public static MailboxDiff between(MailboxState before, MailboxState now) {
    var walk = new Walk(before, now);
    walk.run();
    boolean anew = before.vanished().forgotten() != now.vanished().forgotten();
    var log = anew ? now.vanished().entries() : now.vanished().entriesAfter(before.vanished());
    return new MailboxDiff(now, walk.removed.build(), walk.rows(), anew, log);
  }

  /** Everything, for somebody who has nothing. */
  public static MailboxDiff all(MailboxState now) {
    return between(MailboxState.empty(now.id(), MailboxCounts.EMPTY), now);
  }

  /** UIDs that are no longer there. */
  public UidSet removed() {
    return removed;
  }

  /** How many messages are new or have changed. */
  public int rowCount() {
    return rows.length;
  }

  /** One of the messages that are new or have changed, 0 to {@link #rowCount}-1 in ascending order of UIDs. */
  public MessageRow row(int i) {
    return now.row(rows[i]);
  }

  /** Whether {@link #vanished} is all of the log, not only what has come to it. */
  public boolean isVanishedAnew() {
    return vanishedAnew;
  }

  /** What has come to the log of expunged UIDs. */
  public List<Vanished> vanished() {
    return vanished;
  }

  /** The later state's {@link VanishedLog#forgotten}. */
  public long forgotten() {
    return now.vanished().forgotten();
  }

  /** The later state's numbers. */
  public MailboxCounts counts() {
    return now.counts();
  }

  /** Goes through both states side by side, in ascending order of UIDs. */
  private static final class Walk {
    private final MailboxState stateBefore;
    private final MailboxState stateNow;
    private final Chunk[] before;
    private final Chunk[] now;
    private final UidSet.Builder removed = new UidSet.Builder();
    private int[] rows = new int[16];
    private int rowCount;
    private int b;
    private int bi;
    private int n;
    private int ni;
    private int index;

    Walk(MailboxState before, MailboxState now) {
      this.stateBefore = before;
      this.stateNow = now;
      this.before = before.chunkArray();
      this.now = now.chunkArray();
    }

    void run() {
      while (n < now.length || b < before.length) {
        if (b < before.length && n < now.length && bi == 0 && ni == 0 && before[b] == now[n]) {
          index += now[n].count;
          b++;
          n++;
        } else {
          step();
        }
      }
    }

    private void step() {
      boolean only = b == before.length || n < now.length && now[n].uid[ni] < before[b].uid[bi];
      if (only) {
        addRow();
        nextNow();
      } else if (n == now.length || before[b].uid[bi] < now[n].uid[ni]) {
        removed.add(before[b].uid[bi]);
        nextBefore();
      } else {
        if (!before[b].sameRow(bi, now[n], ni) || !stateNow.sameKeywords(now[n].flags[ni], stateBefore)) {
          addRow();
        }
        nextNow();
        nextBefore();
      }
    }

    private void addRow() {
      if (rowCount == rows.length) {
        rows = Arrays.copyOf(rows, 2 * rowCount);
      }
      rows[rowCount++] = index;
    }

    private void nextNow() {
      index++;
      if (++ni == now[n].count) {
        n++;
        ni = 0;
      }
    }

    private void nextBefore() {
      if (++bi == before[b].count) {
        b++;
        bi = 0;
      }
    }

    int[] rows() {
      return Arrays.copyOf(rows, rowCount);
    }
  }
}
