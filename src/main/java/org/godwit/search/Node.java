package org.godwit.search;

import java.util.List;
import java.util.function.Function;

/** A criterion made ready: what it says of a message with what is known of it. Immutable. */
sealed interface Node {

  /** What it costs to judge, in stages: 0 columns, 1 summary, 2 header, 3 text. */
  int cost();

  Truth test(Evidence evidence);

  /** A question that columns or summary answer at once, or that has to wait for them. */
  record Leaf(int cost, Function<Evidence, Truth> question) implements Node {
    @Override
    public Truth test(Evidence evidence) {
      return question.apply(evidence);
    }
  }

  /** A question about text. */
  record OfTerm(Term term) implements Node {
    @Override
    public int cost() {
      return term.wantsBody() ? 3 : 2;
    }

    @Override
    public Truth test(Evidence evidence) {
      if (evidence.findings != null) {
        return evidence.findings.of(term);
      }
      if (evidence.index != null && evidence.index.lacks(evidence.row, term)) {
        return Truth.FALSE;
      }
      return evidence.summary == null ? Truth.UNKNOWN : term.inSummary(evidence.summary);
    }
  }

  /** Not the other. */
  record Not(Node part) implements Node {
    @Override
    public int cost() {
      return part.cost();
    }

    @Override
    public Truth test(Evidence evidence) {
      return part.test(evidence).not();
    }
  }

  /**
   * All of them, or at least one of them. The cheapest come first, and the first that decides ends it.
   *
   * @param decider the value of one part that decides: FALSE for all of them, TRUE for at least one
   */
  record Several(List<Node> parts, Truth decider, int cost) implements Node {
    @Override
    public Truth test(Evidence evidence) {
      Truth result = decider.not();
      for (Node part : parts) {
        Truth truth = part.test(evidence);
        if (truth == decider) {
          return decider;
        }
        result = truth == Truth.UNKNOWN ? truth : result;
      }
      return result;
    }
  }
}
