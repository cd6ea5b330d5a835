package org.godwit.search;

import io.smallrye.mutiny.Uni;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.godwit.mail.Summary;

/** Hands the summaries of many messages to a worker, batch after batch. One event loop. */
final class SummaryFeed {

  private final Workers workers;
  private final SearchSource source;
  private final Progress progress;
  private final int[] rows;
  private final BatchSize batchSize = new BatchSize();
  private int done;

  /** @param rows ascending */
  SummaryFeed(Workers workers, SearchSource source, int[] rows, Progress progress) {
    this.workers = workers;
    this.source = source;
    this.rows = rows;
    this.progress = progress;
  }

  /** Hands on each row with its summary, null for a message that is gone or damaged, in order, by a worker. */
  Uni<Void> forEach(BiConsumer<Integer, Summary> sink) {
    return Rounds.whileTrue(() -> batch(sink));
  }

  private Uni<Boolean> batch(BiConsumer<Integer, Summary> sink) {
    if (done == rows.length) {
      return Uni.createFrom().item(false);
    }
    int[] batch = Arrays.copyOfRange(rows, done, Math.min(rows.length, done + batchSize.rows()));
    return source.summaries(batch).invoke(batchSize::took)
        .chain(summaries -> workers.run(() -> hand(batch, summaries, sink)))
        .chain(() -> {
          done += batch.length;
          return progress.at(done, rows.length);
        }).replaceWith(true);
  }

  private static boolean hand(int[] batch, List<Summary> summaries, BiConsumer<Integer, Summary> sink) {
    for (int i = 0; i < batch.length; i++) {
      sink.accept(batch[i], summaries.get(i));
    }
    return true;
  }
}
