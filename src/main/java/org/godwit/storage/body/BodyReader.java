package org.godwit.storage.body;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.godwit.account.Extent;
import org.godwit.account.MailboxState;
import org.godwit.mail.EncodedSummary;
import org.godwit.storage.AccountFiles;
import org.godwit.storage.AccountStore;
import org.godwit.storage.codec.FormatException;

/**
 * Reads bodies and summaries of one account, on any node that sees its directory, whoever owns it. Safe on any thread.
 *
 * <p>A file that is gone ({@link java.nio.file.NoSuchFileException}) means that compaction moved what was in it: ask for a newer
 * state.
 */
public final class BodyReader implements AccountStore.Reader {

  private final AccountFiles files;
  private final OpenFiles open;
  private final Summarizer summarizer;
  private final BodyVerifier verifier;

  /** @param verified where bodies that were found whole are remembered */
  public BodyReader(AccountFiles files, OpenFiles open, VerifiedBodies verified, Summarizer summarizer) {
    this.files = files;
    this.open = open;
    this.summarizer = summarizer;
    this.verifier = new BodyVerifier(files, open, verified, this);
  }

  @Override
  public void verify(Extent body) throws IOException {
    verifier.verify(body);
  }

  @Override
  public boolean isWholeNow(Extent body) {
    return verifier.isWholeNow(body);
  }

  @Override
  public byte[] read(Extent extent) throws IOException {
    var into = ByteBuffer.allocate(Math.toIntExact(extent.length()));
    read(extent, into);
    return into.array();
  }

  @Override
  public boolean readNow(Extent extent, byte[] target) {
    return readNow(extent, ByteBuffer.wrap(target));
  }

  @Override
  public byte[] readNow(Extent extent) {
    var into = ByteBuffer.allocate(Math.toIntExact(extent.length()));
    return readNow(extent, into) ? into.array() : null;
  }

  /**
   * Reads an extent, or a slice of one, into a buffer that has room for it. Blocks. What fails is tried again with the file
   * opened anew: on a shared file system one that has long been open may have lost its server, or not know that it has grown.
   *
   * @throws FormatException if the file ends before the extent does
   */
  public void read(Extent extent, ByteBuffer into) throws IOException {
    if (extent.length() == 0) {
      return;
    }
    var path = path(extent.segment());
    int length = (int) extent.length();
    try {
      read(path, extent.offset(), into.slice(into.position(), length));
    } catch (NoSuchFileException gone) {
      throw gone;
    } catch (IOException stale) {
      open.forget(path);
      read(path, extent.offset(), into.slice(into.position(), length));
    }
    into.position(into.position() + length);
  }

  private void read(Path path, long offset, ByteBuffer into) throws IOException {
    try (var handle = open.open(path)) {
      handle.file().read(offset, into);
      if (into.hasRemaining()) {
        throw new FormatException(path.getFileName() + " ends " + into.remaining() + " octets early");
      }
    }
  }

  /** As {@link #read} if that needs no waiting. @return false if it would; the buffer's position then is as it was */
  public boolean readNow(Extent extent, ByteBuffer into) {
    var path = extent.isBodyFile() ? files.body(-extent.segment()) : files.segment(extent.segment());
    int length = (int) extent.length();
    if (length > 0 && !readNow(path, extent.offset(), into.slice(into.position(), length))) {
      return false;
    }
    into.position(into.position() + length);
    return true;
  }

  /** Fills the buffer if the file is open and the bytes are in memory. */
  private boolean readNow(Path path, long offset, ByteBuffer into) {
    return readNowToEnd(path, offset, into) && !into.hasRemaining();
  }

  /** Fills the buffer, or as much as the file has, if the file is open and the bytes are in memory. @return whether they are */
  boolean readNowToEnd(Path path, long offset, ByteBuffer into) {
    var handle = open.openIfKnown(path);
    if (handle == null) {
      return false;
    }
    try (handle) {
      long at = offset;
      int read = 1;
      while (into.hasRemaining() && read > 0) {
        read = handle.file().readNow(at, into);
        at += read;
      }
      return read >= 0;
    } catch (IOException e) {
      // closing what was dropped meanwhile failed; the blocking read will tell if anything is wrong
      return false;
    }
  }

  /** The file that an extent's segment number means. Blocks the first time. */
  public Path path(int segment) throws IOException {
    return segment < 0 ? files.body(-segment) : files.segment(segment);
  }

  /** An extent's octets as a stream. */
  public InputStream stream(Extent extent) {
    return new ExtentInputStream(this, extent);
  }

  @Override
  public Path fileNow(Extent extent) {
    var path = extent.isBodyFile() ? files.body(-extent.segment()) : null;
    var handle = path == null ? null : open.openIfKnown(path);
    if (handle == null) {
      return null;
    }
    try (handle) {
      // not even the size of a file is known at once where nothing can be read at once, as over a network
      boolean isNear = !(handle.file() instanceof JoinedFile) && handle.file().readNow(extent.offset(), ByteBuffer.allocate(1)) > 0;
      return isNear && handle.file().size() >= extent.offset() + extent.length() ? path : null;
    } catch (IOException e) {
      return null;
    }
  }

  // --- summaries ---

  @Override
  public List<EncodedSummary> summaries(MailboxState messages, int[] indexes) throws IOException {
    return Arrays.asList(summaries().read(positions(messages, indexes), emailIds(messages, indexes),
        i -> EncodedSummary.of(computed(messages.body(indexes[i])))));
  }

  @Override
  public List<EncodedSummary> summariesNow(MailboxState messages, int[] indexes) {
    var found = summaries().readNow(positions(messages, indexes), emailIds(messages, indexes));
    return found == null ? null : Arrays.asList(found);
  }

  /** Reads summaries by position. */
  public SummaryReader summaries() {
    return new SummaryReader(this, files, open);
  }

  private static long[] positions(MailboxState messages, int[] indexes) {
    return Arrays.stream(indexes).mapToLong(messages::summary).toArray();
  }

  private static long[] emailIds(MailboxState messages, int[] indexes) {
    return Arrays.stream(indexes).mapToLong(messages::emailId).toArray();
  }

  /** A summary made from the body. @throws FormatException if that is damaged */
  public byte[] computed(Extent body) throws IOException {
    verify(body);
    try (var octets = stream(body)) {
      return summarizer.summarize(octets, body.length());
    }
  }
}
