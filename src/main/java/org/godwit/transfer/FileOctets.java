package org.godwit.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file's octets, as many as it had when it was opened. */
public final class FileOctets implements Octets, Closeable {

  private final FileChannel channel;
  private final long length;

  /** Opens a file. */
  public FileOctets(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.READ);
    length = channel.size();
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public int read(long position, byte[] into, int offset, int size) throws IOException {
    if (position >= length) {
      return -1;
    }
    return channel.read(ByteBuffer.wrap(into, offset, (int) Math.min(size, length - position)), position);
  }

  /** The same octets in memory, if there are at most so many; else this. */
  public Octets inMemory(int bytesMax) throws IOException {
    if (length > bytesMax) {
      return this;
    }
    var bytes = new byte[(int) length];
    int count = 0;
    while (count < bytes.length) {
      int read = read(count, bytes, count, bytes.length - count);
      if (read <= 0) {
        throw new IOException("ends at octet " + count + ", earlier than it did before");
      }
      count += read;
    }
    return Octets.of(bytes);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
