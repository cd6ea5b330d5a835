package org.godwit.search;

import io.smallrye.mutiny.Uni;

/**
 * Finds the messages that match. Called on an event loop, which it never holds for long: rows are judged on {@link Workers}, in
 * slices, between which other sessions have their turn. Safe to share.
 */
public final class Searcher {

  private final Workers workers;
  private final TextIndex index;

  /** @param index {@link TextIndex#NONE} where there is none */
  public Searcher(Workers workers, TextIndex index) {
    this.workers = workers;
    this.index = index;
  }

  /**
   * The rows of the source that match. Memory: one bit a row, a batch of summaries, one slice of text.
   *
   * <p>Fails with {@link org.godwit.mailbox.api.MailboxFailure} if the store cannot be read, and as {@code progress} does.
   */
  public Uni<Matches> search(SearchSource source, Criterion criterion, Progress progress) {
    return new SearchRun(workers, index, source, new Plan(criterion), progress).run();
  }
}
