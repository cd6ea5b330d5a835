package org.godwit.search;

import java.util.Arrays;
import java.util.BitSet;
import org.godwit.account.MailboxState;
import org.godwit.mail.InternalDate;
import org.godwit.mail.Summary;
import org.godwit.mail.UnicodeCasemap;

/**
 * What threading wants of each message, in columns, in mailbox order: 28 octets a message, subjects as numbers. One thread at a
 * time.
 */
final class ThreadMessages {

  /** The number of the empty base subject. */
  static final int NO_SUBJECT = -1;

  private final MailboxState rows;
  private final IdTable subjects = new IdTable();
  private final int[] row;
  private final long[] sent;
  private final long[] arrived;
  private final int[] subject;
  private final BitSet replies = new BitSet();
  private int count;

  ThreadMessages(MailboxState rows, int expected) {
    this.rows = rows;
    this.row = new int[expected];
    this.sent = new long[expected];
    this.arrived = new long[expected];
    this.subject = new int[expected];
  }

  /** Adds a message and gives its number. @param summary null if it is not to be had */
  int add(int newRow, Summary summary) {
    row[count] = newRow;
    arrived[count] = InternalDate.unpack(rows.internalDate(newRow)).epochSecond();
    sent[count] = KeyBuffer.sentMillis(rows, newRow, summary);
    subject[count] = summary == null ? NO_SUBJECT : subjectNumber(summary.baseSubject());
    replies.set(count, summary != null && summary.isReplyOrForward());
    return count++;
  }

  private int subjectNumber(String base) {
    if (base.isEmpty()) {
      return NO_SUBJECT;
    }
    int known = subjects.putIfAbsent(UnicodeCasemap.key(base), count);
    return known == IdTable.NONE ? count : known;
  }

  int count() {
    return count;
  }

  int row(int message) {
    return row[message];
  }

  /** Equal for messages of one base subject: the number of the first of them, or {@link #NO_SUBJECT}. */
  int subject(int message) {
    return subject[message];
  }

  /** Whether the subject says reply or forward (RFC 5256, 3). */
  boolean isReply(int message) {
    return replies.get(message);
  }

  /** All messages by sent date, then in mailbox order (RFC 5256, 2.2). */
  int[] bySentDate() {
    return MergeSort.sort(all(), (left, right) -> Long.compare(sent[left], sent[right]));
  }

  /** All messages by internal date, then in mailbox order. */
  int[] byArrival() {
    return MergeSort.sort(all(), (left, right) -> Long.compare(arrived[left], arrived[right]));
  }

  private int[] all() {
    int[] all = new int[count];
    Arrays.setAll(all, i -> i);
    return all;
  }
}
