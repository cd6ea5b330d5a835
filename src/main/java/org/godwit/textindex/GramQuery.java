package org.godwit.textindex;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.TermState;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;
import org.godwit.search.TextIndex.Question;

/** Finds the messages that have all grams of a text. Immutable. */
final class GramQuery {

  /** So many grams of a text tell enough. */
  private static final int GRAMS_MAX = 64;

  private record Postings(TermState state, BytesRef term, int messages) {}

  private final List<GramField> fields;
  private final List<BytesRef> terms;

  GramQuery(Question question) {
    this.fields = GramField.of(question.place());
    var grams = new GramSet();
    grams.add(question.key().substring(0, Math.min(question.key().length(), GRAMS_MAX + GramSet.CHARS - 1)));
    this.terms = new ArrayList<>(grams.size());
    for (long gram : grams.grams()) {
      terms.add(Gram.term(gram));
    }
  }

  /** The messages in one of whose fields all grams are; one may come more than once. */
  void find(LeafReader leaf, IntConsumer found) throws IOException {
    for (GramField field : fields) {
      all(leaf, field.luceneName(), terms, found);
    }
    all(leaf, IndexedMessage.ANY, List.of(new BytesRef(IndexedMessage.ANY_TERM)), found);
  }

  /** The messages that have all these terms in this field. */
  private static void all(LeafReader leaf, String field, List<BytesRef> terms, IntConsumer found) throws IOException {
    var known = leaf.terms(field);
    if (known == null) {
      return;
    }
    var dictionary = known.iterator();
    var wanted = new ArrayList<Postings>(terms.size());
    for (BytesRef term : terms) {
      if (!dictionary.seekExact(term)) {
        return;
      }
      wanted.add(new Postings(dictionary.termState(), term, dictionary.docFreq()));
    }
    wanted.sort(Comparator.comparingInt(Postings::messages));
    intersect(leaf, iterators(dictionary, wanted), found);
  }

  private static List<DocIdSetIterator> iterators(TermsEnum dictionary, List<Postings> wanted) throws IOException {
    var iterators = new ArrayList<DocIdSetIterator>(wanted.size());
    for (Postings postings : wanted) {
      dictionary.seekExact(postings.term, postings.state);
      iterators.add(dictionary.postings(null, PostingsEnum.NONE));
    }
    return iterators;
  }

  /** The rarest leads, the others follow. */
  private static void intersect(LeafReader leaf, List<DocIdSetIterator> iterators, IntConsumer found) throws IOException {
    var live = leaf.getLiveDocs();
    var lead = iterators.getFirst();
    int doc = lead.nextDoc();
    while (doc != DocIdSetIterator.NO_MORE_DOCS) {
      int next = doc;
      for (int i = 1; i < iterators.size() && next == doc; i++) {
        var other = iterators.get(i);
        next = other.docID() < doc ? other.advance(doc) : other.docID();
      }
      if (next == doc) {
        if (live == null || live.get(doc)) {
          found.accept(doc);
        }
        doc = lead.nextDoc();
      } else {
        doc = next == DocIdSetIterator.NO_MORE_DOCS ? next : lead.advance(next);
      }
    }
  }
}
