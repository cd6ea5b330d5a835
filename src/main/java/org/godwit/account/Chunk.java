package org.godwit.account;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/**
 * Columns of up to {@link #ROWS_MAX} neighbouring messages. Immutable for readers: a state sees the first {@link #count} rows.
 *
 * <p>The newest chunk of a mailbox may share its arrays with older states, which do not look behind their own count; that is
 * what makes an append cheap. Only the one thread that makes the next state writes there.
 *
 * <p>Invariant: the columns of a chunk whose arrays have room are wide.
 */
final class Chunk {

  static final int ROWS_MAX = 1024;

  final int count;
  final long maxModSeq;
  final int[] uid;
  /** System flags in the low 8 bits, the number of the keyword set above. */
  final int[] flags;
  final LongColumn modSeq;
  final LongColumn internalDate;
  final int[] saveDate;
  final int[] size;
  final LongColumn body;
  final LongColumn summary;
  final LongColumn emailId;

  private Chunk(int count, long maxModSeq, int[] uid, int[] flags, LongColumn modSeq, LongColumn internalDate, int[] saveDate,
      int[] size, LongColumn body, LongColumn summary, LongColumn emailId) {
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
    return new Chunk(0, 0, new int[rows], new int[rows], LongColumn.withCapacity(rows), LongColumn.withCapacity(rows), new int[rows],
        new int[rows], LongColumn.withCapacity(rows), LongColumn.withCapacity(rows), LongColumn.withCapacity(rows));
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
    room.modSeq.set(count, newModSeq);
    room.internalDate.set(count, date);
    room.saveDate[count] = saved;
    room.size[count] = (int) length;
    room.body.set(count, bodyAt);
    room.summary.set(count, summaryAt);
    room.emailId.set(count, email);
    var more = new Chunk(count + 1, Math.max(maxModSeq, newModSeq), room.uid, room.flags, room.modSeq, room.internalDate,
        room.saveDate, room.size, room.body, room.summary, room.emailId);
    return more.isFull() ? more.packed() : more;
  }

  private Chunk resized(int rows) {
    return new Chunk(count, maxModSeq, Arrays.copyOf(uid, rows), Arrays.copyOf(flags, rows), modSeq.resized(rows),
        internalDate.resized(rows), Arrays.copyOf(saveDate, rows), Arrays.copyOf(size, rows), body.resized(rows), summary.resized(rows),
        emailId.resized(rows));
  }

  /** In as little memory as it can be; whoever adds to it copies it. Its arrays have exactly its size. */
  private Chunk packed() {
    return new Chunk(count, maxModSeq, uid, flags, modSeq.packed(count), internalDate.packed(count), saveDate, size, body.packed(count),
        summary.packed(count), emailId.packed(count));
  }

  /** This chunk in arrays of exactly its size, and in as little memory as it can be. */
  Chunk trimmed() {
    return (uid.length == count ? this : resized(count)).packed();
  }

  /** This chunk in arrays of its own, of exactly its size, for {@link #withRow}. */
  Chunk copy() {
    return resized(count);
  }

  /** Whether two chunks' rows are the same in every column. */
  boolean sameRow(int i, Chunk other, int j) {
    return uid[i] == other.uid[j] && flags[i] == other.flags[j] && modSeq.get(i) == other.modSeq.get(j) && body.get(i) == other.body.get(j)
        && summary.get(i) == other.summary.get(j) && size[i] == other.size[j] && emailId.get(i) == other.emailId.get(j)
        && internalDate.get(i) == other.internalDate.get(j) && saveDate[i] == other.saveDate[j];
  }

  /** This chunk, in the same arrays, with one row changed: only for one that nobody else has seen. */
  Chunk withRow(int i, int packedFlags, MessageRow row) {
    flags[i] = packedFlags;
    modSeq.set(i, row.modSeq());
    internalDate.set(i, row.internalDate());
    saveDate[i] = row.saveDate();
    size[i] = (int) row.body().length();
    body.set(i, row.body().position());
    summary.set(i, row.summary());
    emailId.set(i, row.emailId());
    return new Chunk(count, Math.max(maxModSeq, row.modSeq()), uid, flags, modSeq, internalDate, saveDate, size, body, summary, emailId);
  }

  /** This chunk with flags and modification sequences of its own, which its maker sets to this one. */
  Chunk withOwnFlags(long newModSeq) {
    return new Chunk(count, Math.max(maxModSeq, newModSeq), uid, flags.clone(), modSeq.copyWithRoomFor(newModSeq), internalDate, saveDate,
        size, body, summary, emailId);
  }

  Chunk withBody(LongColumn newBody) {
    return new Chunk(count, maxModSeq, uid, flags, modSeq, internalDate, saveDate, size, newBody, summary, emailId);
  }

  Chunk withSummary(LongColumn newSummary) {
    return new Chunk(count, maxModSeq, uid, flags, modSeq, internalDate, saveDate, size, body, newSummary, emailId);
  }

  /** A column with other values, or null if none differs. */
  LongColumn mapped(LongColumn column, LongUnaryOperator move) {
    LongColumn copy = null;
    for (int i = 0; i < count; i++) {
      long to = move.applyAsLong(column.get(i));
      if (to != column.get(i)) {
        copy = copy == null ? column.resized(uid.length) : copy;
        copy.set(i, to);
      }
    }
    return copy == null || uid.length > count ? copy : copy.packed(count);
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
    return plus(other.uid[i], other.flags[i], other.modSeq.get(i), other.internalDate.get(i), other.saveDate[i],
        other.size[i] & 0xFFFF_FFFFL, other.body.get(i), other.summary.get(i), other.emailId.get(i));
  }
}
