package org.godwit.account;

import java.util.Arrays;

/**
 * Columns of up to {@link #ROWS_MAX} neighbouring messages. Immutable for readers: a state sees the first {@link #count} rows.
 *
 * <p>The newest chunk of a mailbox may share its arrays with older states, which do not look behind their own count; that is
 * what makes an append cheap. Only the one thread that makes the next state writes there.
 */
final class Chunk {

  static final int ROWS_MAX = 1024;

  final int count;
  final long maxModSeq;
  final int[] uid;
  /** System flags in the low 8 bits, the number of the keyword set above. */
  final int[] flags;
  final long[] modSeq;
  final long[] internalDate;
  final int[] saveDate;
  final int[] size;
  final long[] body;
  final long[] summary;
  final long[] emailId;

  private Chunk(int count, long maxModSeq, int[] uid, int[] flags, long[] modSeq, long[] internalDate, int[] saveDate,
      int[] size, long[] body, long[] summary, long[] emailId) {
    this.count = count;
    this.maxModSeq = maxModSeq;
    this.uid = uid;
    this.flags = flags;
    this.modSeq = modSeq;
    this.internalDate = internalDate;
    this.saveDate = saveDate;
    this.size = size;
    this.body = body;
    this.summary = summary;
    this.emailId = emailId;
  }

  static Chunk withCapacity(int rows) {
    return new Chunk(0, 0, new int[rows], new int[rows], new long[rows], new long[rows], new int[rows], new int[rows],
        new long[rows], new long[rows], new long[rows]);
  }

  boolean isFull() {
    return count == ROWS_MAX;
  }

  int lastUid() {
    return uid[count - 1];
  }

  /** This chunk with one row more, in the same arrays if they have room. */
  Chunk plus(int newUid, int newFlags, long newModSeq, long date, int saved, long length, long bodyAt, long summaryAt,
      long email) {
    Chunk room = count < uid.length ? this : resized(Math.min(ROWS_MAX, Math.max(8, count * 2)));
    room.uid[count] = newUid;
    room.flags[count] = newFlags;
    room.modSeq[count] = newModSeq;
    room.internalDate[count] = date;
    room.saveDate[count] = saved;
    room.size[count] = (int) length;
    room.body[count] = bodyAt;
    room.summary[count] = summaryAt;
    room.emailId[count] = email;
    return new Chunk(count + 1, Math.max(maxModSeq, newModSeq), room.uid, room.flags, room.modSeq, room.internalDate,
        room.saveDate, room.size, room.body, room.summary, room.emailId);
  }

  private Chunk resized(int rows) {
    return new Chunk(count, maxModSeq, Arrays.copyOf(uid, rows), Arrays.copyOf(flags, rows), Arrays.copyOf(modSeq, rows),
        Arrays.copyOf(internalDate, rows), Arrays.copyOf(saveDate, rows), Arrays.copyOf(size, rows),
        Arrays.copyOf(body, rows), Arrays.copyOf(summary, rows), Arrays.copyOf(emailId, rows));
  }

  /** This chunk in arrays of exactly its size. */
  Chunk trimmed() {
    return uid.length == count ? this : resized(count);
  }

  /** This chunk in arrays of its own, of exactly its size. */
  Chunk copy() {
    return resized(count);
  }

  /** Whether two chunks' rows are the same in every column. */
  boolean sameRow(int i, Chunk other, int j) {
    return uid[i] == other.uid[j] && flags[i] == other.flags[j] && modSeq[i] == other.modSeq[j] && body[i] == other.body[j]
        && summary[i] == other.summary[j] && size[i] == other.size[j] && emailId[i] == other.emailId[j]
        && internalDate[i] == other.internalDate[j] && saveDate[i] == other.saveDate[j];
  }

  /** This chunk, in the same arrays, with one row changed: only for one that nobody else has seen. */
  Chunk withRow(int i, int packedFlags, MessageRow row) {
    flags[i] = packedFlags;
    modSeq[i] = row.modSeq();
    internalDate[i] = row.internalDate();
    saveDate[i] = row.saveDate();
    size[i] = (int) row.body().length();
    body[i] = row.body().position();
    summary[i] = row.summary();
    emailId[i] = row.emailId();
    return new Chunk(count, Math.max(maxModSeq, row.modSeq()), uid, flags, modSeq, internalDate, saveDate, size, body, summary, emailId);
  }

  /** This chunk with other flags and modification sequences, given in arrays of the same capacity. */
  Chunk withFlags(int[] newFlags, long[] newModSeq, long newMax) {
    return new Chunk(count, Math.max(maxModSeq, newMax), uid, newFlags, newModSeq, internalDate, saveDate, size, body,
        summary, emailId);
  }

  Chunk withBody(long[] newBody) {
    return new Chunk(count, maxModSeq, uid, flags, modSeq, internalDate, saveDate, size, newBody, summary, emailId);
  }

  Chunk withSummary(long[] newSummary) {
    return new Chunk(count, maxModSeq, uid, flags, modSeq, internalDate, saveDate, size, body, newSummary, emailId);
  }

  /** The rows of this chunk whose index is not marked, in arrays of their own. */
  Chunk without(boolean[] gone) {
    Chunk rest = withCapacity(count);
    for (int i = 0; i < count; i++) {
      if (!gone[i]) {
        rest = rest.plusRowOf(this, i);
      }
    }
    return rest;
  }

  /** This chunk with a row of another. */
  Chunk plusRowOf(Chunk other, int i) {
    return plus(other.uid[i], other.flags[i], other.modSeq[i], other.internalDate[i], other.saveDate[i],
        other.size[i] & 0xFFFF_FFFFL, other.body[i], other.summary[i], other.emailId[i]);
  }
}
