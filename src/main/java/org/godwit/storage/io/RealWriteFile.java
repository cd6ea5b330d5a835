package org.godwit.storage.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

/** A file being written through NIO: gather writes, fdatasync. */
final class RealWriteFile implements WriteFile {

  /** Buffers per system call; Linux takes 1024 at most. */
  private static final int GATHER_MAX = 512;

  private final Path path;
  private final FileChannel channel;
  private long size;

  RealWriteFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  @Override
  public void append(List<ByteBuffer> buffers) throws IOException {
    try {
      for (int i = 0; i < buffers.size(); i += GATHER_MAX) {
        writeAll(buffers.subList(i, Math.min(buffers.size(), i + GATHER_MAX)).toArray(ByteBuffer[]::new));
      }
    } catch (IOException e) {
      throw DiskErrors.classified(path, e);
    }
  }

  private void writeAll(ByteBuffer[] buffers) throws IOException {
    int first = 0;
    while (true) {
      while (first < buffers.length && !buffers[first].hasRemaining()) {
        first++;
      }
      if (first == buffers.length) {
        return;
      }
      size += channel.write(buffers, first, buffers.length - first);
    }
  }

  @Override
  public void sync() throws IOException {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw DiskErrors.classified(path, e);
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
