package org.godwit.storage.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.godwit.account.Extent;
import org.godwit.account.MailboxState;
import org.godwit.account.MessageRow;
import org.godwit.mail.EncodedSummary;
import org.godwit.storage.AccountFiles;
import org.godwit.storage.body.BodyReader;
import org.godwit.storage.codec.ContentFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the summaries of a mailbox's messages beside each other, in UID order.
 *
 * <p>A mailbox has a few summary files, each at least twice as large as the one after it: a new one takes up the smaller ones
 * before it, and those that are more than half dead, so that every summary is copied only a few times and a mailbox never has
 * more than some twenty files. A file starts with "GODWITS1" and the mailbox's id; {@link ContentFrame}s follow.
 */
final class SummaryRuns {

  private static final Logger LOG = LoggerFactory.getLogger(SummaryRuns.class);
    /** Fewer summaries than these stay in the journal for now. */
  private static final int MOVED_MIN = 16;
  /** A file is closed at this size, octets; positions have 32 bits. */
  private static final long FILE_BYTES_MAX = 1L << 31;
  private static final int STEP = 256;

  /**
   * A mailbox with its summaries where they are now.
   *
   * @param moves for states that still have the old positions
   */
  record Result(MailboxState messages, List<SummaryFile> files, SummaryMoves moves) {}

  private final AccountFiles files;
  private final BodyReader reader;
  private final Consumer<Path> created;
  private int nextNumber;

  /**
   * @param nextNumber at least one more than any summary file's number so far
   * @param created is told of each file that is made
   */
  SummaryRuns(AccountFiles files, BodyReader reader, int nextNumber, Consumer<Path> created) {
    this.files = files;
    this.reader = reader;
    this.nextNumber = nextNumber;
    this.created = created;
  }

  /**
   * Moves what should move.
   *
   * @param old the mailbox's files, older first
   * @param all whether nothing may stay in the journal
   */
  Result arrange(MailboxState messages, List<SummaryFile> old, boolean all) throws IOException {
    var census = new Census(messages, old);
    int firstTaken = census.firstTaken(all);
    var kept = new ArrayList<SummaryFile>();
    for (int i = 0; i < firstTaken; i++) {
      if (census.live[i] > 0) {
        kept.add(old.get(i));
      }
    }
    if (!census.hasAnythingToMove(firstTaken, all)) {
      return new Result(messages, kept, SummaryMoves.none());
    }
    var moves = write(messages, census.rowsToMove(firstTaken), kept);
    return new Result(messages.withSummaries(moves), kept, moves);
  }

  /** Where a mailbox's summaries are. */
  private static final class Census {
    private final MailboxState messages;
    private final List<SummaryFile> old;
    private final Map<Integer, Integer> runs = new HashMap<>();
    private final int[] live;
    private int inJournal;
    private int elsewhere;

    Census(MailboxState messages, List<SummaryFile> old) {
      this.messages = messages;
      this.old = old;
      this.live = new int[old.size()];
      old.forEach(file -> runs.put(file.number(), runs.size()));
      for (int i = 0; i < messages.size(); i++) {
        count(messages.summary(i));
      }
    }

    private void count(long position) {
      int segment = Extent.segmentOf(position);
      Integer run = segment < 0 ? runs.get(-segment) : null;
      if (run != null) {
        live[run]++;
      } else if (segment >= 0) {
        inJournal++;
      } else if (position != MessageRow.NO_SUMMARY) {
        elsewhere++;
      }
    }

    private boolean movesJournal(boolean all) {
      return inJournal >= MOVED_MIN || elsewhere > 0 || all && inJournal > 0;
    }

    /** The oldest file whose summaries move, together with those of all newer ones; the number of files if none does. */
    int firstTaken(boolean all) {
      int first = old.size();
      for (int i = 0; i < old.size(); i++) {
        if (live[i] * 2L < old.get(i).rows()) {
          first = Math.min(first, i);
        }
      }
      long moving = movesJournal(all) ? inJournal + elsewhere : 0;
      for (int i = first; i < old.size(); i++) {
        moving += live[i];
      }
      while (first > 0 && moving > 0 && live[first - 1] < 2 * moving) {
        moving += live[--first];
      }
      return first;
    }

    boolean hasAnythingToMove(int firstTaken, boolean all) {
      return movesJournal(all) || Arrays.stream(live, firstTaken, live.length).anyMatch(count -> count > 0);
    }

    int[] rowsToMove(int firstTaken) {
      var rows = new int[messages.size()];
      int count = 0;
      for (int i = 0; i < messages.size(); i++) {
        long position = messages.summary(i);
        int segment = Extent.segmentOf(position);
        Integer run = segment < 0 ? runs.get(-segment) : null;
        if (position != MessageRow.NO_SUMMARY && (run == null || run >= firstTaken)) {
          rows[count++] = i;
        }
      }
      return Arrays.copyOf(rows, count);
    }
  }

  private SummaryMoves write(MailboxState messages, int[] rows, List<SummaryFile> kept) throws IOException {
    var moves = new SummaryMoves(rows.length);
    int done = 0;
    while (done < rows.length) {
      done = writeFile(messages, rows, done, moves, kept);
    }
    return moves.sorted();
  }

  /** Writes one file; the index of the first row that found no room in it. */
  private int writeFile(MailboxState messages, int[] rows, int from, SummaryMoves moves, List<SummaryFile> kept)
      throws IOException {
    try (var out = create()) {
      int number = nextNumber - 1;
      out.write(ByteBuffer.allocate(16).putLong(SummaryFile.FORMAT.magic()).putLong(messages.id().value()).flip());
      int done = from;
      while (done < rows.length && out.position() < FILE_BYTES_MAX) {
        int to = Math.min(rows.length, done + STEP);
        writeRows(messages, Arrays.copyOfRange(rows, done, to), number, out, moves);
        done = to;
      }
      out.finish();
      kept.add(new SummaryFile(number, done - from));
      return done;
    }
  }

  /** A new file, with number {@code nextNumber - 1}. */
  private FileOutput create() throws IOException {
    while (true) {
      try {
        var path = files.summaries(nextNumber++);
        var file = files.disk().create(path);
        created.accept(path);
        return new FileOutput(file);
      } catch (FileAlreadyExistsException e) {
        // somebody who lost the account made it
      }
    }
  }

  private void writeRows(MailboxState messages, int[] rows, int number, FileOutput out, SummaryMoves moves)
      throws IOException {
    long[] positions = Arrays.stream(rows).mapToLong(messages::summary).toArray();
    long[] emailIds = Arrays.stream(rows).mapToLong(messages::emailId).toArray();
    var summaries = reader.summaries().read(positions, emailIds, i -> recomputed(messages, rows[i]));
    for (int i = 0; i < rows.length; i++) {
      moves.add(positions[i], summaries[i] == null ? MessageRow.NO_SUMMARY : write(out, number, emailIds[i], summaries[i]));
    }
  }

  private static long write(FileOutput out, int number, long emailId, EncodedSummary summary) throws IOException {
    long position = Extent.position(-number, out.position());
    out.write(ContentFrame.of(emailId, summary.octets(), summary.offset(), summary.length()).encode());
    out.write(ByteBuffer.wrap(summary.octets(), summary.offset(), summary.length()));
    return position;
  }

  private EncodedSummary recomputed(MailboxState messages, int row) {
    LOG.warn("{}: the summary of message {} in {} is not readable, computing it anew", files.root(), messages.uid(row),
        messages.id());
    try {
      return EncodedSummary.of(reader.computed(messages.body(row)));
    } catch (IOException | RuntimeException e) {
      LOG.error("{}: message {} in {} is not readable: {}", files.root(), messages.uid(row), messages.id(), e.toString());
      return null;
    }
  }
}
