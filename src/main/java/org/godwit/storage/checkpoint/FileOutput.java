package org.godwit.storage.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.godwit.storage.io.WriteFile;

/** Gathers small writes to a new file into larger ones. One thread. */
final class FileOutput implements Closeable {

  private static final int BYTES = 64 * 1024;

  private final WriteFile file;
  private final ByteBuffer buffer = ByteBuffer.allocate(BYTES);

  FileOutput(WriteFile file) {
    this.file = file;
  }

  /** Octets written so far. */
  long position() {
    return file.size() + buffer.position();
  }

  /** Writes all remaining bytes. */
  void write(ByteBuffer bytes) throws IOException {
    if (bytes.remaining() > buffer.remaining()) {
      flush();
    }
    if (bytes.remaining() > buffer.capacity()) {
      file.append(List.of(bytes));
    } else {
      buffer.put(bytes);
    }
  }

  private void flush() throws IOException {
    if (buffer.position() > 0) {
      file.append(List.of(buffer.flip()));
      buffer.clear();
    }
  }

  /** Writes what is left and makes the file's bytes durable. */
  void finish() throws IOException {
    flush();
    file.sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
