package org.godwit.storage.body;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.godwit.storage.AccountFiles;
import org.godwit.storage.io.DiskException;
import org.godwit.storage.io.ReadFile;

/** Gives a received body to another account. Blocks; any thread. */
public final class BodySharing {

  private static final int PIECE_BYTES = 256 * 1024;

  private BodySharing() {}

  /**
   * Links the received body {@code name} into another account's {@code incoming} directory, or copies it if the file system does not link
   * there: the directory is on another one, or the file has as many names as it may.
   *
   * @return the name by which {@code to} may adopt it; its octets are durable
   */
  public static String share(AccountFiles from, String name, AccountFiles to) throws IOException {
    to.disk().createDirectories(to.incoming());
    Path source = from.incoming().resolve(name);
    String link = BodyFileWriter.newName();
    try {
      to.disk().link(source, to.incoming().resolve(link));
      return link;
    } catch (NoSuchFileException gone) {
      throw gone;
    } catch (DiskException notLinked) {
      if (notLinked.kind() == DiskException.Kind.FULL) {
        throw notLinked;
      }
      return copy(from, source, to);
    }
  }

  private static String copy(AccountFiles from, Path source, AccountFiles to) throws IOException {
    var writer = BodyFileWriter.create(to);
    try (ReadFile file = from.disk().open(source)) {
      long length = BodyTrailer.read(file, source).length();
      for (long at = 0; at < length; ) {
        var piece = ByteBuffer.allocate((int) Math.min(PIECE_BYTES, length - at));
        int read = file.read(at, piece);
        if (read <= 0) {
          throw new IOException(source + " ends at " + at + " of " + length);
        }
        writer.write(piece.flip());
        at += read;
      }
      return writer.finish();
    } finally {
      writer.abort();
    }
  }
}
