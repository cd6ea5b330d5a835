package org.godwit.storage.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file open for reading at any position, from any thread; {@link #close} only when nobody reads. */
public interface ReadFile extends Closeable {

  /**
   * Reads until the buffer is full or the file ends; blocks.
   *
   * @return octets read, fewer than the buffer had room for only at the end of the file; 0 at the end
   */
  int read(long position, ByteBuffer buffer) throws IOException;

  /**
   * Reads only if the bytes are in memory; never blocks.
   *
   * @return octets read, perhaps fewer than asked for; 0 at the end of the file; -1 if it would have to wait, or if the
   *     system cannot say
   */
  int readNow(long position, ByteBuffer buffer);

  /** Octets in the file now. */
  long size() throws IOException;
}
