package org.godwit.search;

import java.util.List;
import java.util.Objects;
import org.godwit.mail.Summary;
import org.godwit.mailbox.api.MailReader;

/**
 * How many summaries are read at once: few at first, more while they are small, fewer when they are large, so that a mailbox of
 * hostile messages does not fill the memory. One thread.
 */
final class BatchSize {

  private static final int FIRST = 32;
  /** Octets of a batch above which the next one is smaller. */
  private static final long OCTETS_MAX = 2L << 20;

  private int rows = FIRST;

  /** Rows of the next batch, 1 to {@link MailReader#SUMMARIES_MAX}. */
  int rows() {
    return rows;
  }

  /** A batch has come. */
  void took(List<Summary> batch) {
    long octets = batch.stream().filter(Objects::nonNull).mapToLong(Summary::encodedSize).sum();
    rows = octets > OCTETS_MAX ? Math.max(1, rows / 4)
        : octets < OCTETS_MAX / 4 ? Math.min(rows * 2, MailReader.SUMMARIES_MAX) : rows;
  }
}
