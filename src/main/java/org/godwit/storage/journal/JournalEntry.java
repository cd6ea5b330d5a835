package org.godwit.storage.journal;

import java.util.List;
import org.godwit.account.JournalRecord;

/**
 * An entry as it was read.
 *
 * @param at where it begins; its sequence number is the position's
 * @param end octets from the segment's start to behind it
 * @param timeMs when it was written, milliseconds since 1970; for people
 * @param contentStart where its contents begin, octets from the segment's start
 * @param contentBytes octets of its contents with their frames
 */
public record JournalEntry(JournalPosition at, long end, long timeMs, List<JournalRecord> records, long contentStart,
    long contentBytes) {

  /** The position behind it. */
  public JournalPosition after() {
    return new JournalPosition(at.segment(), end, at.sequence() + 1);
  }
}
