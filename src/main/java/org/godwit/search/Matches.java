package org.godwit.search;

import java.util.BitSet;
import org.godwit.account.MailboxState;

/**
 * The rows of a mailbox that a search found: four octets each.
 *
 * @param rows the rows searched
 * @param indexes which of them, ascending
 */
public record Matches(MailboxState rows, int[] indexes) {

  static Matches of(MailboxState rows, BitSet found) {
    int[] indexes = new int[found.cardinality()];
    int n = 0;
    for (int i = found.nextSetBit(0); i >= 0; i = found.nextSetBit(i + 1)) {
      indexes[n++] = i;
    }
    return new Matches(rows, indexes);
  }
}
