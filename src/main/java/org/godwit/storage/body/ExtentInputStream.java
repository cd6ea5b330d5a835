package org.godwit.storage.body;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.godwit.account.Extent;

/** An extent's octets as a stream, read in runs of {@value #STEP}. */
final class ExtentInputStream extends InputStream {

  private static final int STEP = 64 * 1024;

  private final BodyReader reader;
  private final Extent extent;
  private long done;
  private ByteBuffer step = ByteBuffer.allocate(0);

  ExtentInputStream(BodyReader reader, Extent extent) {
    this.reader = reader;
    this.extent = extent;
  }

  private boolean fill() throws IOException {
    if (!step.hasRemaining() && done < extent.length()) {
      var part = extent.slice(done, STEP);
      var next = ByteBuffer.allocate((int) part.length());
      reader.read(part, next);
      done += part.length();
      step = next.flip();
    }
    return step.hasRemaining();
  }

  @Override
  public int read() throws IOException {
    return fill() ? step.get() & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, step.remaining());
    step.get(into, offset, count);
    return count;
  }
}
