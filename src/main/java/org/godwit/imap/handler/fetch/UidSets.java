package org.godwit.imap.handler.fetch;

import org.godwit.mail.UidSet;

/** UID sets as FETCH needs them. */
final class UidSets {

  private UidSets() {
  }

  /** The UIDs from one rank (from 0) to another (exclusive). */
  static UidSet ranks(UidSet uids, int from, int to) {
    var result = new UidSet.Builder();
    int rank = 0;
    for (int range = 0; range < uids.rangeCount() && rank < to; range++) {
      int first = uids.first(range);
      int length = uids.last(range) - first + 1;
      int start = Math.max(0, from - rank);
      int end = Math.min(length, to - rank);
      if (start < end) {
        result.addRange(first + start, first + end - 1);
      }
      rank += length;
    }
    return result.build();
  }
}
