package org.godwit.storage.body;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.godwit.account.Extent;
import org.godwit.account.MessageRow;
import org.godwit.storage.AccountFiles;
import org.godwit.storage.codec.ContentFrame;
import org.godwit.storage.codec.FormatException;

/**
 * Reads bodies and summaries of one account, on any node that sees its directory, whoever owns it. Safe on any thread.
 *
 * <p>A file that is gone ({@link NoSuchFileException}) means that compaction moved what was in it: ask for a newer state.
 */
public final class BodyReader {

  /** Longest summary that is believed, octets. */
  public static final int SUMMARY_BYTES_MAX = 16 << 20;
  /** What is read at first for one summary; most are shorter. */
  private static final int SUMMARY_GUESS = 4096;
  /** Neighbouring summaries are read together up to this many octets. */
  private static final int TOGETHER_BYTES_MAX = 256 * 1024;

  private final AccountFiles files;
  private final OpenFiles open;

  public BodyReader(AccountFiles files, OpenFiles open) {
    this.files = files;
    this.open = open;
  }

  /**
   * Reads an extent, or a slice of one, into a buffer that has room for it. Blocks.
   *
   * @throws FormatException if the file ends before the extent does
   */
  public void read(Extent extent, ByteBuffer into) throws IOException {
    try (var handle = open.open(path(extent.segment()))) {
      read(handle, extent.offset(), into.slice(into.position(), (int) extent.length()));
    }
    into.position(into.position() + (int) extent.length());
  }

  private static void read(OpenFiles.Handle handle, long offset, ByteBuffer into) throws IOException {
    int wanted = into.remaining();
    int read = handle.file().read(offset, into);
    if (read < wanted) {
      throw new FormatException("file ends " + (wanted - read) + " octets early");
    }
  }

  /** As {@link #read} if that needs no waiting. @return false if it would; the buffer's position then is as it was */
  public boolean readNow(Extent extent, ByteBuffer into) {
    var path = extent.isBodyFile() ? files.body(-extent.segment()) : files.segmentIfKnown(extent.segment());
    var handle = open.openIfKnown(path);
    if (handle == null) {
      return false;
    }
    try (handle) {
      int wanted = (int) extent.length();
      if (handle.file().readNow(extent.offset(), into.slice(into.position(), wanted)) == wanted) {
        into.position(into.position() + wanted);
        return true;
      }
    } catch (IOException e) {
      // closing what was dropped meanwhile failed; the blocking read will tell if anything is wrong
    }
    return false;
  }

  /** A file and where in it an extent begins, for sending without copying. Blocks at first. */
  public Path path(int segment) throws IOException {
    return segment < 0 ? files.body(-segment) : files.segment(segment);
  }

  // --- summaries ---

  /** Where summaries are found that are not stored, or not whole. */
  public interface Missing {
    /** The summary of the message at this index of what was asked for. */
    byte[] summary(int index) throws IOException;
  }

  /**
   * Reads summaries; neighbours that lie close together with one read. Blocks.
   *
   * @param positions as {@link MessageRow#summary}
   * @param emailIds whose summaries they are; stored ones of somebody else's are not taken
   * @param missing asked for those that are not stored, cannot be read or are damaged
   */
  public byte[][] summaries(long[] positions, long[] emailIds, Missing missing) throws IOException {
    var found = new byte[positions.length][];
    int i = 0;
    while (i < positions.length) {
      int end = i + 1;
      while (end < positions.length && areNeighbours(positions, i, end)) {
        end++;
      }
      readTogether(positions, emailIds, i, end, found);
      i = end;
    }
    for (int m = 0; m < found.length; m++) {
      found[m] = found[m] == null ? missing.summary(m) : found[m];
    }
    return found;
  }

  private static boolean areNeighbours(long[] positions, int first, int next) {
    return Extent.segmentOf(positions[next]) == Extent.segmentOf(positions[first]) && positions[next] > positions[next - 1]
        && positions[next] - positions[first] < TOGETHER_BYTES_MAX - SUMMARY_GUESS
        && positions[next] - positions[next - 1] < 2 * SUMMARY_GUESS;
  }

  private void readTogether(long[] positions, long[] emailIds, int from, int to, byte[][] found) {
    if (positions[from] == MessageRow.NO_SUMMARY) {
      return;
    }
    long start = Extent.at(positions[from], 0).offset();
    int guess = (int) (Extent.at(positions[to - 1], 0).offset() - start) + SUMMARY_GUESS;
    try (var handle = open.open(summaryPath(positions[from]))) {
      var bytes = ByteBuffer.allocate(guess);
      handle.file().read(start, bytes);
      bytes.flip();
      for (int i = from; i < to; i++) {
        int at = (int) (Extent.at(positions[i], 0).offset() - start);
        found[i] = summary(handle, bytes, at, start, emailIds[i]);
      }
    } catch (IOException e) {
      // those that are still null are computed
    }
  }

  private static byte[] summary(OpenFiles.Handle handle, ByteBuffer bytes, int at, long start, long emailId)
      throws IOException {
    if (at >= bytes.limit()) {
      return null;
    }
    var frame = ContentFrame.decode(bytes.duplicate().position(at));
    if (frame == null || frame.id() != emailId || frame.length() > SUMMARY_BYTES_MAX) {
      return null;
    }
    byte[] content = new byte[frame.length()];
    int have = Math.min(frame.length(), bytes.limit() - at - ContentFrame.BYTES);
    bytes.get(at + ContentFrame.BYTES, content, 0, have);
    if (have < content.length) {
      read(handle, start + at + ContentFrame.BYTES + have, ByteBuffer.wrap(content, have, content.length - have));
    }
    return frame.fits(content, 0, content.length) ? content : null;
  }

  private Path summaryPath(long position) throws IOException {
    int segment = Extent.segmentOf(position);
    return segment < 0 ? files.summaries(-segment) : files.segment(segment);
  }
}
