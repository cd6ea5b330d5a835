package org.godwit.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What an index says about the terms of a plan. */
final class IndexAnswers {

  private static final int NOT_ASKED = -1;

  private final TextIndex.Candidates candidates;
  /** For each term the number of its question. */
  private final int[] question;

  /** Asks. By a worker. */
  IndexAnswers(TextIndex index, SearchSource source, List<Term> terms) {
    var questions = new ArrayList<TextIndex.Question>();
    this.question = new int[terms.size()];
    Arrays.fill(question, NOT_ASKED);
    for (Term term : terms) {
      term.question().ifPresent(asked -> {
        question[term.number()] = questions.size();
        questions.add(asked);
      });
    }
    this.candidates = index.ask(source.key(), source.rows(), source.reader(), questions);
  }

  /** Whether this row certainly lacks this term. */
  boolean lacks(int row, Term term) {
    int asked = question[term.number()];
    return asked != NOT_ASKED && candidates.lacks(row, asked);
  }
}
