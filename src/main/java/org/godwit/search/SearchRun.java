package org.godwit.search;

import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.godwit.mail.Summary;
import org.godwit.mime.Sections;

/**
 * One search: slices of rows are judged by their columns; those undecided in batches by their summaries; and those still
 * undecided by their text, before the next batch. One event loop; at most one job at a time is with the workers, and while it
 * is, nothing here is touched by the loop.
 */
final class SearchRun {

  /** Rows judged by columns in one job: about a millisecond. */
  private static final int SLICE_ROWS = 16 * 1024;
  /** Rows judged by columns in a microsecond. */
  private static final int ROWS_PER_MICRO = SLICE_ROWS / 1000;
  /** Rows turned into an answer in a microsecond. */
  private static final int MATCHES_PER_MICRO = 100;
  /** A summary of a common size, looked at for a word. */
  private static final long SUMMARY_MICROS = 2;

  private final Workers workers;
  private final TextIndex index;
  private final SearchSource source;
  private final Plan plan;
  private final Progress progress;
  private final Evidence evidence;
  private final BitSet found = new BitSet();
  private final BatchSize batchSize = new BatchSize();
  /** Null if there is nothing to ask an index. */
  private IndexAnswers answers;
  private int nextRow;
  /** Rows of the slice that columns left undecided, and how far they are done. */
  private int[] undecided = {};
  private int undecidedDone;

  SearchRun(Workers workers, TextIndex index, SearchSource source, Plan plan, Progress progress) {
    this.workers = workers;
    this.index = index;
    this.source = source;
    this.plan = plan;
    this.progress = progress;
    this.evidence = new Evidence(source.rows());
  }

  Uni<Matches> run() {
    return prepared().chain(() -> Rounds.whileTrue(this::round)).chain(() -> workers.run(source.count() / MATCHES_PER_MICRO, () -> Matches.of(source.rows(), found)));
  }

  private Uni<Void> prepared() {
    return plan.isForIndex() ? index.prepare(source.key()) : Uni.createFrom().voidItem();
  }

  private Uni<Boolean> round() {
    if (undecidedDone < undecided.length) {
      return batch().chain(this::report);
    }
    if (nextRow < source.count()) {
      return slice().chain(this::report);
    }
    return Uni.createFrom().item(false);
  }

  private Uni<Boolean> report() {
    int open = undecided.length - undecidedDone;
    return progress.at(nextRow - open, source.count()).replaceWith(true);
  }

  // --- columns ---

  private Uni<Void> slice() {
    int from = nextRow;
    int to = Math.min(source.count(), from + SLICE_ROWS);
    boolean asksIndex = from == 0 && plan.isForIndex(); // that may have to wait for the disk
    return workers.run(asksIndex ? Long.MAX_VALUE : (to - from) / ROWS_PER_MICRO, () -> judgeColumns(from, to)).invoke(rest -> {
      nextRow = to;
      undecided = rest;
      undecidedDone = 0;
    }).replaceWithVoid();
  }

  private int[] judgeColumns(int from, int to) {
    if (from == 0 && plan.isForIndex()) {
      answers = new IndexAnswers(index, source, plan.terms());
    }
    int[] rest = new int[to - from];
    int n = 0;
    for (int row = from; row < to; row++) {
      switch (judgeColumns(row)) {
        case TRUE -> found.set(row);
        case UNKNOWN -> rest[n++] = row;
        case FALSE -> { }
      }
    }
    return Arrays.copyOf(rest, n);
  }

  /**
   * What only an index knows says that a message does not match. Where it says that one matches (it lacks what is asked to be lacking),
   * the summary has to be there all the same: a damaged message matches nothing.
   */
  private Truth judgeColumns(int row) {
    Truth truth = plan.test(evidence.at(row, answers));
    return truth == Truth.TRUE && answers != null ? plan.test(evidence.at(row)) : truth;
  }

  // --- summaries ---

  private Uni<Void> batch() {
    int to = Math.min(undecided.length, undecidedDone + batchSize.rows());
    int[] rows = Arrays.copyOfRange(undecided, undecidedDone, to);
    return source.summaries(rows).invoke(batchSize::took)
        .chain(summaries -> workers.run(SUMMARY_MICROS * rows.length, () -> judgeSummaries(rows, summaries)))
        .chain(scans -> new TextRun(workers, source, scans, this::endsEarly, this::ended, this::report).run())
        .invoke(() -> undecidedDone = to);
  }

  private ArrayDeque<TextRun.Scan> judgeSummaries(int[] rows, List<Summary> summaries) {
    var scans = new ArrayList<TextRun.Scan>();
    for (int i = 0; i < rows.length; i++) {
      Summary summary = summaries.get(i);
      if (summary == null) {
        continue; // gone or damaged: no question about it has an answer
      }
      switch (plan.test(evidence.at(rows[i], summary, answers))) {
        case TRUE -> found.set(rows[i]);
        case UNKNOWN -> scans.add(new TextRun.Scan(rows[i], summary, scanOf(rows[i], summary)));
        case FALSE -> { }
      }
    }
    return new ArrayDeque<>(scans);
  }

  private MessageScan scanOf(int row, Summary summary) {
    var findings = new Findings(plan.terms(), summary);
    if (answers != null) {
      plan.terms().stream().filter(term -> answers.lacks(row, term)).forEach(findings::lacks);
    }
    return new MessageScan(Sections.of(summary), findings);
  }

  // --- text ---

  private Truth judge(TextRun.Scan scan) {
    evidence.at(scan.row(), scan.summary(), answers).findings = scan.message().findings();
    return plan.test(evidence);
  }

  /** Whether what was read so far decides. */
  private boolean endsEarly(TextRun.Scan scan) {
    return judge(scan) != Truth.UNKNOWN;
  }

  private void ended(TextRun.Scan scan) {
    if (judge(scan) == Truth.TRUE) {
      found.set(scan.row());
    }
  }
}
