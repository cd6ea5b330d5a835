package org.godwit.imap.handler;

import java.time.Clock;
import java.util.function.LongSupplier;
import org.godwit.mailbox.api.MailboxClient;
import org.godwit.search.TextIndex;
import org.godwit.search.Workers;

/**
 * What SEARCH, SORT and THREAD need.
 *
 * @param workers where searches compute
 * @param index spares searches to look at every message
 * @param clock what time it is, for OLDER and YOUNGER
 * @param nanos a monotonic clock, for progress
 * @param progressMs milliseconds between two notifications of progress (RFC 9585 recommends 10 to 15 seconds)
 */
public record SearchServices(MailboxClient client, Workers workers, TextIndex index, Clock clock, LongSupplier nanos, long progressMs) {

  private static final long PROGRESS_MS = 10_000;

  /** With the system's clocks. */
  public SearchServices(MailboxClient client, Workers workers, TextIndex index) {
    this(client, workers, index, Clock.systemUTC(), System::nanoTime, PROGRESS_MS);
  }
}
