package org.godwit.search;

import io.smallrye.mutiny.Uni;

/** Puts found messages in threads (RFC 5256, 3). Safe to share. */
public final class Threader {

  /** How to thread. */
  public enum Algorithm {
    ORDEREDSUBJECT,
    REFERENCES,
    /** draft-ietf-morg-inthread. */
    REFS
  }

  private final Workers workers;

  public Threader(Workers workers) {
    this.workers = workers;
  }

  /**
   * The messages found, in threads. Memory: about 130 octets for each message and each message it refers to that was not found.
   *
   * <p>Fails with {@link SearchLimitException} if there are more than 2^22 of both, with
   * {@link org.godwit.mailbox.api.MailboxFailure} if the store cannot be read, and as {@code progress} does.
   */
  public Uni<Threads> thread(SearchSource source, Matches matches, Algorithm algorithm, Progress progress) {
    int[] rows = matches.indexes();
    var messages = new ThreadMessages(matches.rows(), rows.length);
    ThreadBuilder builder = switch (algorithm) {
      case ORDEREDSUBJECT -> new SubjectThreads(messages);
      case REFERENCES -> new ReferenceThreads(messages, true);
      case REFS -> new ReferenceThreads(messages, false);
    };
    return new SummaryFeed(workers, source, rows, progress).forEach(builder::add)
        .chain(() -> workers.run(builder::build));
  }
}
