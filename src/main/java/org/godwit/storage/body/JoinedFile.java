package org.godwit.storage.body;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.godwit.storage.AccountFiles;
import org.godwit.storage.codec.Checksum;
import org.godwit.storage.io.Disk;
import org.godwit.storage.io.ReadFile;

/**
 * A body file that is on disk as two: a head that is this account's alone, and a tail that is a link to what other accounts have too.
 *
 * <pre>
 * N.head   first octets of the body, then the {@link BodyTrailer} of the whole body
 * N.tail   all other octets, then a trailer of their own
 * </pre>
 * Read, it is one file: head, tail without its trailer, trailer of the whole. Whoever reads, verifies or checks bodies knows no difference.
 */
public final class JoinedFile implements ReadFile {

  private final ReadFile head;
  private final ReadFile tail;
  private final long headOctets;
  private final long bodyOctets;

  private JoinedFile(ReadFile head, ReadFile tail) throws IOException {
    this.head = head;
    this.tail = tail;
    this.headOctets = Math.max(0, head.size() - BodyTrailer.BYTES);
    this.bodyOctets = headOctets + Math.max(0, tail.size() - BodyTrailer.BYTES);
  }

  /**
   * Writes the head of a body whose tail is there, durably but for its name.
   *
   * @param body the one name that stands for both
   * @throws org.godwit.storage.codec.FormatException if the tail has no trailer
   */
  public static void writeHead(Disk disk, Path body, byte[] octets) throws IOException {
    BodyTrailer rest;
    try (var file = disk.open(AccountFiles.tail(body))) {
      rest = BodyTrailer.read(file, AccountFiles.tail(body));
    }
    int checksum = Checksum.ofBoth(Checksum.of(octets, 0, octets.length), rest.checksum(), rest.length());
    try (var file = disk.create(AccountFiles.head(body))) {
      file.append(List.of(ByteBuffer.wrap(octets), new BodyTrailer(octets.length + rest.length(), checksum).encode()));
      file.sync();
    }
  }

  /** Opens the two that a body file's one name stands for. @throws java.nio.file.NoSuchFileException if one of them is missing */
  static ReadFile open(Disk disk, Path body) throws IOException {
    var head = disk.open(AccountFiles.head(body));
    ReadFile tail = null;
    try {
      tail = disk.open(AccountFiles.tail(body));
      return new JoinedFile(head, tail);
    } catch (IOException e) {
      head.close();
      if (tail != null) {
        tail.close();
      }
      throw e;
    }
  }

  @Override
  public int read(long position, ByteBuffer buffer) throws IOException {
    int total = 0;
    int read = -1;
    while (buffer.hasRemaining() && read != 0) {
      read = piece(position + total, buffer, ReadFile::read);
      total += read;
    }
    return total;
  }

  @Override
  public int readNow(long position, ByteBuffer buffer) {
    try {
      return piece(position, buffer, ReadFile::readNow);
    } catch (IOException e) {
      return -1;
    }
  }

  private interface Reading {
    int read(ReadFile file, long position, ByteBuffer buffer) throws IOException;
  }

  /** Reads what one of the two has of it. */
  private int piece(long position, ByteBuffer buffer, Reading reading) throws IOException {
    if (position < headOctets) {
      return upTo(headOctets - position, buffer, head, position, reading);
    }
    if (position < bodyOctets) {
      return upTo(bodyOctets - position, buffer, tail, position - headOctets, reading);
    }
    return reading.read(head, position - bodyOctets + headOctets, buffer);
  }

  private static int upTo(long octets, ByteBuffer buffer, ReadFile file, long position, Reading reading) throws IOException {
    int limit = buffer.limit();
    buffer.limit((int) Math.min(limit, buffer.position() + octets));
    try {
      return reading.read(file, position, buffer);
    } finally {
      buffer.limit(limit);
    }
  }

  @Override
  public long size() {
    return bodyOctets + BodyTrailer.BYTES;
  }

  @Override
  public void close() throws IOException {
    try (tail) {
      head.close();
    }
  }
}
