package org.godwit.textindex;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.util.BytesRef;

/** The grams of one field of one message, for Lucene's writer. Used again for the next message. One thread. */
final class GramTokens extends TokenStream {

  private final BytesTermAttribute attribute = addAttribute(BytesTermAttribute.class);
  private final BytesRef term = new BytesRef(Gram.BYTES_MAX);
  private long[] grams = {};
  private int next;

  /** Goes through these. */
  GramTokens of(long[] newGrams) {
    grams = newGrams;
    next = 0;
    return this;
  }

  @Override
  public boolean incrementToken() {
    if (next == grams.length) {
      return false;
    }
    clearAttributes();
    Gram.write(grams[next++], term);
    attribute.setBytesRef(term);
    return true;
  }
}
