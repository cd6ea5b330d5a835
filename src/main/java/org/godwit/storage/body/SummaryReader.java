package org.godwit.storage.body;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.godwit.account.Extent;
import org.godwit.account.MessageRow;
import org.godwit.storage.AccountFiles;
import org.godwit.storage.codec.ContentFrame;

/** Reads stored summaries by their positions; neighbours that lie close together with one read. Any thread. */
public final class SummaryReader {

  /** Longest summary that is believed, octets. */
  private static final int SUMMARY_BYTES_MAX = 16 << 20;
  /** What is read for the last of a run at first; most summaries are shorter. */
  private static final int GUESS = 4096;
  /** Neighbours are read together up to this many octets. */
  private static final int TOGETHER_BYTES_MAX = 256 * 1024;

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
    byte[] summary(int index) throws IOException;
  }

  /**
   * Reads summaries. Blocks.
   *
   * @param positions as {@link MessageRow#summary}
   * @param emailIds whose summaries they are; a stored one of somebody else's is not taken
   * @param missing asked for those that are not stored, cannot be read or are damaged
   */
  public byte[][] read(long[] positions, long[] emailIds, Missing missing) throws IOException {
    var found = new byte[positions.length][];
    for (int i = 0, end; i < positions.length; i = end) {
      end = runEnd(positions, i);
      read(positions, emailIds, i, end, found);
    }
    for (int i = 0; i < found.length; i++) {
      found[i] = found[i] == null ? missing.summary(i) : found[i];
    }
    return found;
  }

  /** As {@link #read}, if all of them are whole and in memory; else null. */
  byte[][] readNow(long[] positions, long[] emailIds) {
    var found = new byte[positions.length][];
    for (int i = 0, end; i < positions.length; i = end) {
      end = runEnd(positions, i);
      if (!readNow(positions, emailIds, i, end, found)) {
        return null;
      }
    }
    return found;
  }

  private boolean readNow(long[] positions, long[] emailIds, int from, int to, byte[][] found) {
    var path = pathIfKnown(positions[from]);
    long start = Extent.at(positions[from], 0).offset();
    var bytes = ByteBuffer.allocate((int) (Extent.at(positions[to - 1], 0).offset() - start) + GUESS);
    if (path == null || !bodies.readNowToEnd(path, start, bytes)) {
      return false;
    }
    bytes.flip();
    for (int i = from; i < to; i++) {
      int at = (int) (Extent.at(positions[i], 0).offset() - start);
      found[i] = at < bytes.limit() ? summaryNow(path, bytes, at, start, emailIds[i]) : null;
      if (found[i] == null) {
        return false;
      }
    }
    return true;
  }

  private byte[] summaryNow(Path path, ByteBuffer bytes, int at, long start, long emailId) {
    var frame = ContentFrame.decode(bytes.duplicate().position(at));
    if (!isPlausible(frame, emailId)) {
      return null;
    }
    byte[] content = new byte[frame.length()];
    int have = Math.min(frame.length(), bytes.limit() - at - ContentFrame.BYTES);
    bytes.get(at + ContentFrame.BYTES, content, 0, have);
    var rest = ByteBuffer.wrap(content, have, content.length - have);
    boolean whole = have == content.length
        || bodies.readNowToEnd(path, start + at + ContentFrame.BYTES + have, rest) && !rest.hasRemaining();
    return whole && frame.fits(content, 0, content.length) ? content : null;
  }

  private Path pathIfKnown(long position) {
    if (position == MessageRow.NO_SUMMARY) {
      return null;
    }
    int segment = Extent.segmentOf(position);
    return segment < 0 ? files.summaries(-segment) : files.segment(segment);
  }

  private static boolean isPlausible(ContentFrame frame, long emailId) {
    return frame != null && frame.id() == emailId && frame.length() <= SUMMARY_BYTES_MAX;
  }

  /** Behind the last of the summaries that are read together with this one. */
  private static int runEnd(long[] positions, int first) {
    int end = first + 1;
    while (end < positions.length && Extent.segmentOf(positions[end]) == Extent.segmentOf(positions[first])
        && positions[end] > positions[end - 1] && positions[end] - positions[end - 1] < 2 * GUESS
        && positions[end] - positions[first] < TOGETHER_BYTES_MAX - GUESS) {
      end++;
    }
    return end;
  }

  private void read(long[] positions, long[] emailIds, int from, int to, byte[][] found) {
    if (positions[from] == MessageRow.NO_SUMMARY) {
      return;
    }
    long start = Extent.at(positions[from], 0).offset();
    int length = (int) (Extent.at(positions[to - 1], 0).offset() - start) + GUESS;
    try (var handle = open.open(path(positions[from]))) {
      var bytes = ByteBuffer.allocate(length);
      handle.file().read(start, bytes);
      bytes.flip();
      for (int i = from; i < to; i++) {
        int at = (int) (Extent.at(positions[i], 0).offset() - start);
        found[i] = at < bytes.limit() ? summary(handle, bytes, at, start, emailIds[i]) : null;
      }
    } catch (IOException e) {
      // those that are still null are looked for elsewhere
    }
  }

  private Path path(long position) throws IOException {
    int segment = Extent.segmentOf(position);
    return segment < 0 ? files.summaries(-segment) : files.segment(segment);
  }

  private static byte[] summary(OpenFiles.Handle handle, ByteBuffer bytes, int at, long start, long emailId)
      throws IOException {
    var frame = ContentFrame.decode(bytes.duplicate().position(at));
    if (!isPlausible(frame, emailId)) {
      return null;
    }
    byte[] content = new byte[frame.length()];
    int have = Math.min(frame.length(), bytes.limit() - at - ContentFrame.BYTES);
    bytes.get(at + ContentFrame.BYTES, content, 0, have);
    if (have < content.length) {
      handle.file().read(start + at + ContentFrame.BYTES + have, ByteBuffer.wrap(content, have, content.length - have));
    }
    return frame.fits(content, 0, content.length) ? content : null;
  }
}
