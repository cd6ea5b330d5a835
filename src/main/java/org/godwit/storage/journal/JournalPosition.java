package org.godwit.storage.journal;

/**
 * A point between two entries of a journal.
 *
 * @param segment the segment that ends or goes on here
 * @param offset octets from its start
 * @param sequence the sequence number of the next entry
 */
public record JournalPosition(SegmentName segment, long offset, long sequence) {

  /** Before the first entry of an account that does not exist yet. */
  public static final JournalPosition START = new JournalPosition(SegmentName.NONE, 0, 1);

  @Override
  public String toString() {
    return segment + ":" + offset + "#" + sequence;
  }
}
