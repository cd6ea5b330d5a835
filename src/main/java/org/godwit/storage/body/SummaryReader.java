package org.godwit.storage.body;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.godwit.account.Extent;
import org.godwit.account.MessageRow;
import org.godwit.mail.EncodedSummary;
import org.godwit.storage.AccountFiles;
import org.godwit.storage.codec.ContentFrame;

/** Reads stored summaries by their positions; neighbours that lie close together with one read, into one array. Any thread. */
public final class SummaryReader {

  /** Longest summary that is believed, octets. */
  private static final int SUMMARY_BYTES_MAX = 16 << 20;
  /** What is read for the last of a run at first; most summaries are shorter. */
  private static final int GUESS = 4096;
  /** Neighbours are read together up to this many octets. */
  private static final int TOGETHER_BYTES_MAX = 256 * 1024;
  /** The same for what is in memory: a processor's cache holds so much from the read to the answer. */
  private static final int TOGETHER_NOW_BYTES_MAX = 64 * 1024;

  private final BodyReader bodies;
  private final AccountFiles files;
  private final OpenFiles open;

  SummaryReader(BodyReader bodies, AccountFiles files, OpenFiles open) {
    this.bodies = bodies;
    this.files = files;
    this.open = open;
  }

  /** Where summaries come from that are not stored, or not whole. */
  public interface Missing {
    /** The summary of the message at this index of what was asked for; null is passed on. */
    EncodedSummary summary(int index) throws IOException;
  }

  /** Reads what follows a place, until the buffer is full or the file ends. */
  private interface Source {
    /** @return false if that cannot be had */
    boolean read(long offset, ByteBuffer into) throws IOException;
  }

  /**
   * Reads summaries. Blocks.
   *
   * @param positions as {@link MessageRow#summary}
   * @param emailIds whose summaries they are; a stored one of somebody else's is not taken
   * @param missing asked for those that are not stored, cannot be read or are damaged
   */
  public EncodedSummary[] read(long[] positions, long[] emailIds, Missing missing) throws IOException {
    var found = new EncodedSummary[positions.length];
    for (int i = 0, end; i < positions.length; i = end) {
      end = runEnd(positions, i, TOGETHER_BYTES_MAX);
      if (positions[i] != MessageRow.NO_SUMMARY) {
        readRun(positions, emailIds, i, end, found);
      }
    }
    for (int i = 0; i < found.length; i++) {
      found[i] = found[i] == null ? missing.summary(i) : found[i];
    }
    return found;
  }

  private void readRun(long[] positions, long[] emailIds, int from, int to, EncodedSummary[] found) {
    try (var handle = open.open(path(positions[from]))) {
      run(positions, emailIds, from, to, found, (offset, into) -> {
        into.position(into.position() + handle.file().read(offset, into.slice()));
        return true;
      });
    } catch (IOException e) {
      // those that are still null are looked for elsewhere
    }
  }

  /** As {@link #read}, if all of them are whole and in memory; else null. */
  EncodedSummary[] readNow(long[] positions, long[] emailIds) {
    var found = new EncodedSummary[positions.length];
    for (int i = 0, end; i < positions.length; i = end) {
      end = runEnd(positions, i, TOGETHER_NOW_BYTES_MAX);
      if (!readRunNow(positions, emailIds, i, end, found)) {
        return null;
      }
    }
    return found;
  }

  private boolean readRunNow(long[] positions, long[] emailIds, int from, int to, EncodedSummary[] found) {
    if (positions[from] == MessageRow.NO_SUMMARY) {
      return false;
    }
    var path = path(positions[from]);
    try {
      return run(positions, emailIds, from, to, found, (offset, into) -> bodies.readNowToEnd(path, offset, into));
    } catch (IOException e) {
      return false;
    }
  }

  /** Fills in those of a run. @return whether all of them are there */
  private static boolean run(long[] positions, long[] emailIds, int from, int to, EncodedSummary[] found, Source source)
      throws IOException {
    long start = offset(positions[from]);
    var bytes = ByteBuffer.allocate((int) (offset(positions[to - 1]) - start) + GUESS);
    if (!source.read(start, bytes)) {
      return false;
    }
    bytes.flip();
    boolean all = true;
    for (int i = from; i < to; i++) {
      found[i] = summary(bytes, (int) (offset(positions[i]) - start), start, emailIds[i], source);
      all &= found[i] != null;
    }
    return all;
  }

  /** @param at where its frame begins in {@code bytes}, which are those of the file from {@code start} on */
  private static EncodedSummary summary(ByteBuffer bytes, int at, long start, long emailId, Source source) throws IOException {
    var frame = at < bytes.limit() ? ContentFrame.decode(bytes.position(at)) : null;
    if (frame == null || frame.id() != emailId || frame.length() > SUMMARY_BYTES_MAX) {
      return null;
    }
    int content = at + ContentFrame.BYTES;
    var summary = content + frame.length() <= bytes.limit() ? new EncodedSummary(bytes.array(), content, frame.length())
        : longer(bytes, content, start, frame.length(), source);
    return summary != null && frame.fits(summary.octets(), summary.offset(), summary.length()) ? summary : null;
  }

  /** One that goes on behind what was read. */
  private static EncodedSummary longer(ByteBuffer bytes, int content, long start, int length, Source source) throws IOException {
    var all = ByteBuffer.allocate(length).put(bytes.position(content));
    return source.read(start + content + all.position(), all) && !all.hasRemaining() ? EncodedSummary.of(all.array()) : null;
  }

  private static long offset(long position) {
    return Extent.at(position, 0).offset();
  }

  private Path path(long position) {
    int segment = Extent.segmentOf(position);
    return segment < 0 ? files.summaries(-segment) : files.segment(segment);
  }

  /** Behind the last of the summaries that are read together with this one. */
  private static int runEnd(long[] positions, int first, int octetsMax) {
    int end = first + 1;
    while (end < positions.length && Extent.segmentOf(positions[end]) == Extent.segmentOf(positions[first])
        && positions[end] > positions[end - 1] && positions[end] - positions[end - 1] < 2 * GUESS
        && positions[end] - positions[first] < octetsMax - GUESS) {
      end++;
    }
    return end;
  }
}
