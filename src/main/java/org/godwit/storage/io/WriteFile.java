package org.godwit.storage.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** A file that grows at its end. One thread at a time. After a failed write or sync its end is anybody's guess: abandon it. */
public interface WriteFile extends Closeable {

  /** Writes all remaining bytes of all buffers behind what was written before. */
  void append(List<ByteBuffer> buffers) throws IOException;

  /** Makes everything appended durable, the name excepted (see {@link Disk#syncDirectory}). */
  void sync() throws IOException;

  /** Octets appended so far. */
  long size();
}
