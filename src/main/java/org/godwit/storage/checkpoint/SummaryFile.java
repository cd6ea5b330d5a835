package org.godwit.storage.checkpoint;

import org.godwit.storage.codec.FileFormat;

/**
 * A file of summaries of one mailbox's messages, in UID order.
 *
 * @param number names the file; never used again in the account
 * @param rows summaries that were written to it; some may be dead by now
 */
public record SummaryFile(int number, int rows) {

  /** How it begins. */
  public static final FileFormat FORMAT = FileFormat.of("GODWITS1");
}
