package org.godwit.search;

import java.util.List;
import org.godwit.mail.UnicodeCasemap;
import org.godwit.mime.TextSink;

/**
 * Looks for terms in decoded text that comes in chunks. What was found is told to {@link Findings}; a hit may lie across chunks.
 * Memory: one chunk and the longest needle. One thread.
 */
final class TextScan implements TextSink {

  private final Findings findings;
  private final List<Term> terms;
  /** Not yet looked at, as it came: behind it something may follow that composes with it. */
  private final StringBuilder pending = new StringBuilder();
  /** The end of what was looked at, by casemap: as much as a hit across chunks can need. */
  private String tail = "";
  private final int tailLength;

  /** @param terms those to look for; the ones already found cost nothing */
  TextScan(Findings findings, List<Term> terms) {
    this.findings = findings;
    this.terms = terms;
    this.tailLength = terms.stream().mapToInt(term -> term.needle().key().length() - 1).max().orElse(0);
  }

  private static final int PENDING_MAX = 8192;

  @Override
  public void accept(CharSequence chunk) {
    pending.append(chunk);
    int cut = lastAscii(pending);
    if (cut > 0) {
      look(cut);
    } else if (pending.length() > PENDING_MAX) {
      look(pending.length() - (Character.isHighSurrogate(pending.charAt(pending.length() - 1)) ? 1 : 0));
    }
  }

  /** Forgets what came, for text that has nothing to do with it. */
  void finish() {
    look(pending.length());
    tail = "";
  }

  /** Where the last ASCII character stands: it never composes with what is before it, but maybe with what comes. */
  private static int lastAscii(CharSequence text) {
    int at = text.length() - 1;
    while (at > 0 && text.charAt(at) >= 0x80) {
      at--;
    }
    return at;
  }

  private void look(int length) {
    String key = UnicodeCasemap.key(pending.substring(0, length));
    pending.delete(0, length);
    String text = tail.isEmpty() ? key : tail.concat(key);
    for (Term term : terms) {
      if (findings.isOpen(term) && text.contains(term.needle().key())) {
        findings.found(term);
      }
    }
    tail = text.substring(Math.max(0, text.length() - tailLength));
  }
}
