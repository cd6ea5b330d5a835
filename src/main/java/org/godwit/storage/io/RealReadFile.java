package org.godwit.storage.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file being read through NIO, and through {@link NativeFiles} where reading must not wait. */
final class RealReadFile implements ReadFile {

  private final Path path;
  private final FileChannel channel;
  /** A second descriptor of the same file, because NIO does not tell its own; -1 if the platform has no such calls. */
  private final int descriptor;

  RealReadFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
    this.descriptor = NativeFiles.open(path);
  }

  @Override
  public int read(long position, ByteBuffer buffer) throws IOException {
    int total = 0;
    try {
      while (buffer.hasRemaining()) {
        int read = channel.read(buffer, position + total);
        if (read < 0) {
          break;
        }
        total += read;
      }
    } catch (IOException e) {
      throw DiskErrors.classified(path, e);
    }
    return total;
  }

  @Override
  public int readNow(long position, ByteBuffer buffer) {
    return descriptor < 0 ? -1 : NativeFiles.readNow(descriptor, position, buffer);
  }

  @Override
  public long size() throws IOException {
    try {
      return channel.size();
    } catch (IOException e) {
      throw DiskErrors.classified(path, e);
    }
  }

  @Override
  public void close() throws IOException {
    if (descriptor >= 0) {
      NativeFiles.close(descriptor);
    }
    channel.close();
  }
}
