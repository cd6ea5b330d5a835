package org.godwit.storage.body;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.godwit.storage.AccountFiles;
import org.godwit.storage.io.WriteFile;

/**
 * Receives a large body into a file of its own under {@code incoming}, on any node. One thread at a time; blocks. Ends with
 * {@link #finish} or {@link #abort}; what nobody adopts and nobody discards is swept later.
 */
public final class BodyFileWriter {

  private final AccountFiles files;
  private final String name;
  private final WriteFile file;
  private final CRC32C checksum = new CRC32C();
  private boolean ended;

  private BodyFileWriter(AccountFiles files, String name, WriteFile file) {
    this.files = files;
    this.name = name;
    this.file = file;
  }

  /** Begins a file. */
  public static BodyFileWriter create(AccountFiles files) throws IOException {
    files.disk().createDirectories(files.incoming());
    String name = newName();
    return new BodyFileWriter(files, name, files.disk().create(files.incoming().resolve(name)));
  }

  /** A name in {@code incoming} that nobody has. */
  static String newName() {
    return UUID.randomUUID() + ".part";
  }

  /** Adds all remaining octets of a buffer. */
  public void write(ByteBuffer octets) throws IOException {
    checksum.update(octets.duplicate());
    file.append(List.of(octets));
  }

  /** Makes it durable. @return the name to adopt it by */
  public String finish() throws IOException {
    file.append(List.of(new BodyTrailer(file.size(), (int) checksum.getValue()).encode()));
    file.sync();
    file.close();
    ended = true;
    return name;
  }

  /** Drops it; nothing happens after {@link #finish}. */
  public void abort() throws IOException {
    if (!ended) {
      ended = true;
      file.close();
      files.disk().delete(files.incoming().resolve(name));
    }
  }

  /** Takes the file away, finished or not; a message that has adopted it keeps it by its other name. Idempotent. */
  public void discard() throws IOException {
    abort();
    files.disk().delete(files.incoming().resolve(name));
  }
}
