package org.godwit.imap.handler.fetch;

import java.util.List;
import org.godwit.account.MailboxState;
import org.godwit.mail.EncodedSummary;
import org.godwit.mail.UidSet;
import org.godwit.mailbox.api.MailReader;

/** The next few messages of a FETCH, and where they stand in the snapshot. */
final class Batch {

  private static final int FIRST = 32;
  /** Encoded summaries held at a time, about; a batch with more makes the next one smaller. */
  private static final int SUMMARY_BYTES = 1 << 20;

  private final UidSet all;
  private final int[] uids = new int[MailReader.SUMMARIES_MAX];
  private final int[] indexes = new int[MailReader.SUMMARIES_MAX];
  private List<EncodedSummary> summaries;
  /** Where in the batch they begin. */
  private int summariesFrom;
  private int range;
  private long nextUid;
  private int size;
  private int at;
  private int wanted = FIRST;

  Batch(UidSet all) {
    this.all = all;
    this.nextUid = all.isEmpty() ? 0 : all.first(0);
  }

  /** Whether a message is at hand. */
  boolean hasMessage() {
    return at < size;
  }

  /**
   * Takes the next messages.
   *
   * @return false if there are none
   */
  boolean fill() {
    size = 0;
    at = 0;
    summaries = null;
    while (size < wanted && range < all.rangeCount()) {
      if (nextUid > all.last(range)) {
        range++;
        nextUid = range < all.rangeCount() ? all.first(range) : 0;
      } else {
        uids[size++] = (int) nextUid++;
      }
    }
    wanted = Math.min(wanted * 2, uids.length);
    return size > 0;
  }

  /**
   * Finds the messages that are still to be answered in a snapshot; those that are gone are dropped.
   *
   * @return how many are gone
   */
  int locate(MailboxState messages) {
    int left = 0;
    int guess = -1;
    int gone = size - at;
    for (int i = at; i < size; i++) {
      int uid = uids[i];
      int next = guess + 1;
      guess = next > 0 && next < messages.size() && messages.uid(next) == uid ? next : messages.indexOf(uid);
      if (guess >= 0) {
        uids[left] = uid;
        indexes[left++] = guess;
      }
    }
    size = left;
    at = 0;
    summaries = null;
    return gone - left;
  }

  /** Indexes of all messages at hand, from the one that is answered next. */
  int[] indexes() {
    return java.util.Arrays.copyOfRange(indexes, at, size);
  }

  boolean hasSummaries() {
    return summaries != null;
  }

  /** The summaries of {@link #indexes}. */
  void summaries(List<EncodedSummary> encoded) {
    summaries = encoded;
    summariesFrom = at;
    long octets = 0;
    for (var summary : encoded) {
      octets += summary.length();
    }
    if (octets > SUMMARY_BYTES) {
      wanted = Math.max(1, size / 2);
    }
  }

  /** A summary among these cannot be read: goes on with one message at a time, to find out which. */
  void shrink() {
    if (size - at > 1) {
      // what is not answered comes again
      range = 0;
      while (all.last(range) < uids[at + 1]) {
        range++;
      }
      nextUid = uids[at + 1];
      size = at + 1;
      wanted = 1;
    }
  }

  /** Whether the batch is one message only. */
  boolean isSingle() {
    return size - at == 1;
  }

  int uid() {
    return uids[at];
  }

  int index() {
    return indexes[at];
  }

  /** Index of the message that comes so many behind; -1 if it is not at hand. */
  int indexAhead(int count) {
    return at + count < size ? indexes[at + count] : -1;
  }

  /** The message's encoded summary, or null. */
  EncodedSummary summary() {
    return summaries == null ? null : summaries.get(at - summariesFrom);
  }

  /** The message is answered. */
  void next() {
    at++;
  }
}
