package org.godwit.search;

import java.util.List;
import org.godwit.mime.TextSink;

/**
 * Looks for terms in decoded text that comes in chunks. What was found is told to {@link Findings}; a hit may lie across chunks.
 * Memory: one chunk and the longest needle. One thread.
 */
final class TextScan implements TextSink {

  private final Findings findings;
  private final List<Term> terms;
  private final KeyedText keyed = new KeyedText(this::look);
  /** The end of what was looked at, by casemap: as much as a hit across chunks can need. */
  private String tail = "";
  private final int tailLength;

  /** @param terms those to look for; the ones already found cost nothing */
  TextScan(Findings findings, List<Term> terms) {
    this.findings = findings;
    this.terms = terms;
    this.tailLength = terms.stream().mapToInt(term -> term.needle().key().length() - 1).max().orElse(0);
  }

  @Override
  public void accept(CharSequence chunk) {
    keyed.accept(chunk);
  }

  /** Forgets what came, for text that has nothing to do with it. */
  void finish() {
    keyed.finish();
    tail = "";
  }

  private void look(String key) {
    String text = tail.isEmpty() ? key : tail.concat(key);
    for (Term term : terms) {
      if (findings.isOpen(term) && text.contains(term.needle().key())) {
        findings.found(term);
      }
    }
    tail = text.substring(Math.max(0, text.length() - tailLength));
  }
}
