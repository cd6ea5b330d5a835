package org.godwit.textindex;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.IndexWriter;
import org.godwit.account.MailboxState;
import org.godwit.mail.EncodedSummary;
import org.godwit.mail.Summary;
import org.godwit.mailbox.api.MailReader;
import org.godwit.mailbox.api.MailboxFailure;
import org.godwit.search.MessageTexts;

/**
 * Brings the index of one mailbox up to a state of it: messages that are not in it are read and added, those that are gone are dropped.
 * In turns, so that other mailboxes get theirs. Memory: a writer's, one slice of a message, its grams. One thread, which it blocks.
 */
final class IndexBuild {

  /** Octets of messages that are read in one turn; some seconds. */
  private static final long TURN_BYTES = 32L << 20;
  /** Octets read at a time. */
  private static final int SLICE_BYTES = 256 * 1024;
  /** Octets of a message that are looked at; a longer one is a candidate always. */
  private static final long MESSAGE_BYTES_MAX = 64L << 20;
  /** Summaries read at a time. */
  private static final int BATCH = 16;
  /** It rests as long as it works, as somebody else may want the processor; but not for the time in which it waits for that itself. */
  private static final long PAUSE_NANOS_MAX = 5_000_000;
  private static final Duration READ_TIMEOUT = Duration.ofMinutes(1);

  private final MailboxState rows;
  private final MailReader reader;
  private final OpenIndex old;
  private final BooleanSupplier stopped;
  private final MessageGrams grams = new MessageGrams();
  private final IndexedMessage indexed = new IndexedMessage();
  private long octetsRead;

  /**
   * @param old the index as it is, held open
   * @param stopped tells that no more is wanted
   */
  IndexBuild(MailboxState rows, MailReader reader, OpenIndex old, BooleanSupplier stopped) {
    this.rows = rows;
    this.reader = reader;
    this.old = old;
    this.stopped = stopped;
  }

  /**
   * One turn; what it did is committed.
   *
   * @param anew whether the files that are there are of no use
   * @return whether there is more to do
   */
  boolean run(IndexFiles files, boolean anew) throws IOException {
    try (var writer = files.writer(anew)) {
      boolean more = run(writer);
      writer.commit();
      return more;
    }
  }

  private boolean run(IndexWriter writer) throws IOException {
    var known = old.known(rows);
    long[] gone = gone(known);
    if (gone.length > 0) {
      writer.deleteDocuments(NumericDocValuesField.newSlowSetQuery(IndexedMessage.ID, gone));
    }
    for (int row = known.nextClearBit(0); row < rows.size(); ) {
      if (stopped.getAsBoolean()) {
        return false;
      }
      if (octetsRead >= TURN_BYTES) {
        return true;
      }
      long began = System.nanoTime();
      int[] batch = batch(known, row);
      if (!add(batch, writer)) {
        return false;
      }
      LockSupport.parkNanos(Math.min(PAUSE_NANOS_MAX, System.nanoTime() - began));
      row = known.nextClearBit(batch[batch.length - 1] + 1);
    }
    return false;
  }

  private int[] batch(BitSet known, int first) {
    int[] batch = new int[BATCH];
    int n = 0;
    for (int row = first; row < rows.size() && n < BATCH; row = known.nextClearBit(row + 1)) {
      batch[n++] = row;
    }
    return Arrays.copyOf(batch, n);
  }

  /** Those in the index that are not in the mailbox; newer ones may be in a newer state of it. */
  private long[] gone(BitSet known) {
    var ids = LongStream.builder();
    for (long id : old.ids()) {
      int row = rows.indexOf(IndexedMessage.uid(id));
      boolean newer = IndexedMessage.uid(id) >= rows.uidNext();
      if (!newer && (row < 0 || !known.get(row))) {
        ids.accept(id);
      }
    }
    return ids.build().toArray();
  }

  /** False if the places have changed since this state of the mailbox: a later search has a newer one. */
  private boolean add(int[] batch, IndexWriter writer) throws IOException {
    List<EncodedSummary> summaries = summaries(batch);
    if (summaries == null) {
      return false;
    }
    for (int i = 0; i < batch.length; i++) {
      var message = message(batch[i], summaries.get(i));
      if (message == null) {
        return false;
      }
      writer.addDocument(message);
    }
    return true;
  }

  /** Null in place of a summary that is damaged; null if the places have changed. */
  private List<EncodedSummary> summaries(int[] batch) {
    try {
      return reader.summaries(rows, batch).await().atMost(READ_TIMEOUT);
    } catch (MailboxFailure failure) {
      if (failure.kind() != MailboxFailure.Kind.CORRUPT) {
        return null;
      }
      if (batch.length == 1) {
        return Arrays.asList((EncodedSummary) null);
      }
      var each = new EncodedSummary[batch.length];
      for (int i = 0; i < batch.length; i++) {
        var one = summaries(new int[] {batch[i]});
        if (one == null) {
          return null;
        }
        each[i] = one.getFirst();
      }
      return Arrays.asList(each);
    }
  }

  /** Null if the places have changed. */
  private Document message(int row, EncodedSummary summary) {
    long id = IndexedMessage.id(rows.uid(row), RowPrint.of(rows, row));
    grams.clear();
    try {
      return summary != null && rows.octets(row) <= MESSAGE_BYTES_MAX && read(row, summary) && !grams.isFull()
          ? indexed.of(id, grams) : IndexedMessage.any(id);
    } catch (MailboxFailure failure) {
      return failure.kind() == MailboxFailure.Kind.CORRUPT ? IndexedMessage.any(id) : null;
    }
  }

  /** False if the summary is damaged. */
  private boolean read(int row, EncodedSummary summary) {
    MessageTexts texts;
    try {
      texts = new MessageTexts(summary.decode(), grams);
    } catch (IllegalArgumentException damaged) {
      return false;
    }
    while (!texts.isEnded()) {
      var range = texts.next(SLICE_BYTES);
      var extent = rows.body(row).slice(range.start(), range.length());
      Buffer now = reader.readNow(extent);
      byte[] octets = (now == null ? reader.read(extent).await().atMost(READ_TIMEOUT) : now).getBytes();
      if (octets.length == 0) {
        return false;
      }
      octetsRead += octets.length;
      texts.feed(octets);
    }
    return true;
  }
}
