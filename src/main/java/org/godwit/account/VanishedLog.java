package org.godwit.account;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.godwit.account.JournalRecord.Vanished;
import org.godwit.mail.UidSet;

/**
 * The UIDs expunged from a mailbox and when, for VANISHED (RFC 7162, 3.2.10). Immutable for readers; appending shares arrays
 * with older states, as {@link Chunk} does.
 *
 * <p>Bounded: beyond {@link #RANGES_MAX} ranges the older half is forgotten. {@link #forgotten} then says up to which
 * modification sequence; whoever asks from before must be told every UID that does not exist.
 */
public final class VanishedLog {

  /** Ranges kept at most: 16 octets each. */
  public static final int RANGES_MAX = 1 << 18;

  /** Nothing was ever expunged. */
  public static final VanishedLog EMPTY = new VanishedLog(0, 0, new int[0], new int[0], new long[0]);

  private final int count;
  private final long forgotten;
  private final int[] first;
  private final int[] last;
  private final long[] modSeq;

  private VanishedLog(int count, long forgotten, int[] first, int[] last, long[] modSeq) {
    this.count = count;
    this.forgotten = forgotten;
    this.first = first;
    this.last = last;
    this.modSeq = modSeq;
  }

  /** An empty log that has forgotten what was expunged up to this modification sequence. */
  static VanishedLog forgottenUpTo(long modSeq) {
    return modSeq == 0 ? EMPTY : new VanishedLog(0, modSeq, new int[0], new int[0], new long[0]);
  }

  /** The modification sequence up to which expunges are no longer known; 0 if all are. */
  public long forgotten() {
    return forgotten;
  }

  /** Ranges kept. */
  public int rangeCount() {
    return count;
  }

  VanishedLog plus(UidSet uids, long at) {
    int more = uids.rangeCount();
    var log = this;
    while (log.count + more > RANGES_MAX && log.count > 0) {
      log = log.withoutOlderHalf();
    }
    return log.appended(uids, at);
  }

  private VanishedLog appended(UidSet uids, long at) {
    int more = uids.rangeCount();
    boolean room = count + more <= first.length;
    int capacity = room ? first.length : Math.max(count + more, count * 2);
    var firsts = room ? first : Arrays.copyOf(first, capacity);
    var lasts = room ? last : Arrays.copyOf(last, capacity);
    var modSeqs = room ? modSeq : Arrays.copyOf(modSeq, capacity);
    for (int i = 0; i < more; i++) {
      firsts[count + i] = uids.first(i);
      lasts[count + i] = uids.last(i);
      modSeqs[count + i] = at;
    }
    return new VanishedLog(count + more, forgotten, firsts, lasts, modSeqs);
  }

  private VanishedLog withoutOlderHalf() {
    int from = (count + 1) / 2;
    while (from < count && modSeq[from] == modSeq[from - 1]) {
      from++;
    }
    return new VanishedLog(count - from, modSeq[from - 1], Arrays.copyOfRange(first, from, count),
        Arrays.copyOfRange(last, from, count), Arrays.copyOfRange(modSeq, from, count));
  }

  /**
   * UIDs expunged after this modification sequence, as far as they are still known: if it is below {@link #forgotten}, some
   * are missing.
   */
  public UidSet since(long after) {
    int from = firstAfter(after);
    if (from == count) {
      return UidSet.EMPTY;
    }
    var ranges = new long[count - from];
    for (int i = from; i < count; i++) {
      ranges[i - from] = (long) first[i] << 32 | last[i];
    }
    Arrays.sort(ranges);
    var builder = new UidSet.Builder();
    for (long range : ranges) {
      builder.addRange((int) (range >> 32), (int) range);
    }
    return builder.build();
  }

  private int firstAfter(long after) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (modSeq[middle] <= after) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Everything in it, oldest first: what a checkpoint or a baseline writes. */
  public List<Vanished> entries() {
    return entries(0);
  }

  /** What has come to it since it was like an earlier one that had forgotten as much. */
  List<Vanished> entriesAfter(VanishedLog earlier) {
    return entries(earlier.count);
  }

  /** This log in arrays of exactly its size. */
  VanishedLog trimmed() {
    return first.length == count ? this
        : new VanishedLog(count, forgotten, Arrays.copyOf(first, count), Arrays.copyOf(last, count), Arrays.copyOf(modSeq, count));
  }

  private List<Vanished> entries(int start) {
    var entries = new ArrayList<Vanished>();
    int i = start;
    while (i < count) {
      var uids = new UidSet.Builder();
      int from = i;
      do {
        uids.addRange(first[i], last[i]);
        i++;
      } while (i < count && modSeq[i] == modSeq[from] && first[i] > last[i - 1]);
      entries.add(new Vanished(uids.build(), modSeq[from]));
    }
    return entries;
  }
}
