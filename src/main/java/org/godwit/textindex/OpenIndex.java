package org.godwit.textindex;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReader;
import org.godwit.account.MailboxState;
import org.godwit.search.TextIndex.Candidates;
import org.godwit.search.TextIndex.Question;

/**
 * An index as it was committed, open for reading. Memory: 12 octets a message; the rest is mapped. Immutable, any thread, until it is
 * closed; who reads holds it open ({@link #hold}).
 */
final class OpenIndex {

  /** Nothing is indexed. */
  static final OpenIndex NOTHING = new OpenIndex(null, List.of(), new long[0]);

  /** A segment and the UIDs of its messages. */
  private record Segment(LeafReader leaf, int[] uids) {}

  private final DirectoryReader reader;
  private final List<Segment> segments;
  /** {@link IndexedMessage#id} of all messages, by UID. */
  private final long[] ids;

  private OpenIndex(DirectoryReader reader, List<Segment> segments, long[] ids) {
    this.reader = reader;
    this.segments = segments;
    this.ids = ids;
  }

  /** Takes over the reader; closes it if that fails. */
  static OpenIndex of(DirectoryReader reader) throws IOException {
    try {
      var segments = new ArrayList<Segment>();
      var all = new long[reader.numDocs()];
      int n = 0;
      for (var context : reader.leaves()) {
        var leaf = context.reader();
        var values = leaf.getNumericDocValues(IndexedMessage.ID);
        int[] uids = new int[leaf.maxDoc()];
        for (int doc = 0; doc < uids.length; doc++) {
          if (values == null || !values.advanceExact(doc)) {
            throw new IOException("a message without an id");
          }
          uids[doc] = IndexedMessage.uid(values.longValue());
          if (leaf.getLiveDocs() == null || leaf.getLiveDocs().get(doc)) {
            all[n++] = values.longValue();
          }
        }
        segments.add(new Segment(leaf, uids));
      }
      sortByUid(all);
      return new OpenIndex(reader, List.copyOf(segments), all);
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /** The UID is in the lower half: rotating puts it first. */
  private static void sortByUid(long[] ids) {
    Arrays.setAll(ids, i -> Long.rotateLeft(ids[i], 32));
    Arrays.sort(ids);
    Arrays.setAll(ids, i -> Long.rotateLeft(ids[i], 32));
  }

  /** Keeps it open until {@link #release}; false if it is closed already. */
  boolean hold() {
    return reader == null || reader.tryIncRef();
  }

  /** Gives back a {@link #hold}; the first one is that of who made it. */
  void release() throws IOException {
    if (reader != null) {
      reader.decRef();
    }
  }

  /** Messages in it. */
  int size() {
    return ids.length;
  }


  /** {@link IndexedMessage#id} of the messages in it, ascending by UID. */
  long[] ids() {
    return ids.clone();
  }

  /** What it says of these rows. */
  Candidates ask(MailboxState rows, List<Question> questions) throws IOException {
    var known = known(rows);
    var maybe = new ArrayList<BitSet>(questions.size());
    for (Question question : questions) {
      maybe.add(rowsOf(rows, uidsWith(question)));
    }
    return new Candidates(known, maybe);
  }

  /** The rows that are in it. */
  BitSet known(MailboxState rows) {
    var known = new BitSet(rows.size());
    int at = 0;
    for (int row = 0; row < rows.size() && at < ids.length; row++) {
      int uid = rows.uid(row);
      while (at < ids.length && IndexedMessage.uid(ids[at]) < uid) {
        at++;
      }
      if (at < ids.length && ids[at] == IndexedMessage.id(uid, RowPrint.of(rows, row))) {
        known.set(row);
      }
    }
    return known;
  }

  private int[] uidsWith(Question question) throws IOException {
    var query = new GramQuery(question);
    var uids = IntStream.builder();
    for (Segment segment : segments) {
      query.find(segment.leaf, doc -> uids.accept(segment.uids[doc]));
    }
    return uids.build().sorted().toArray();
  }

  private static BitSet rowsOf(MailboxState rows, int[] uids) {
    var found = new BitSet(rows.size());
    for (int uid : uids) {
      int row = rows.indexOf(uid);
      if (row >= 0) {
        found.set(row);
      }
    }
    return found;
  }
}
