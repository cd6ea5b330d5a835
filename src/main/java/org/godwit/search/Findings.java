package org.godwit.search;

import java.util.Arrays;
import java.util.List;
import org.godwit.mail.Summary;

/** What is known so far of the text terms of a plan in one message. One thread. */
final class Findings {

  private final List<Term> terms;
  private final Truth[] found;

  /** With what the summary already tells. */
  Findings(List<Term> terms, Summary summary) {
    this.terms = terms;
    this.found = new Truth[terms.size()];
    for (Term term : terms) {
      found[term.number()] = term.inSummary(summary);
    }
  }

  List<Term> terms() {
    return terms;
  }

  Truth of(Term term) {
    return found[term.number()];
  }

  boolean isOpen(Term term) {
    return found[term.number()] == Truth.UNKNOWN;
  }

  /** The term occurs. */
  void found(Term term) {
    found[term.number()] = Truth.TRUE;
  }

  /** The term does not occur. */
  void lacks(Term term) {
    found[term.number()] = Truth.FALSE;
  }

  /** Everything was read: what was not found is not there. */
  void end() {
    Arrays.setAll(found, i -> found[i] == Truth.UNKNOWN ? Truth.FALSE : found[i]);
  }
}
