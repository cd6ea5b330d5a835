package org.godwit.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * A file that is made once, by whoever is first: nodes that start together on an empty directory all want to. It is written under another name and
 * gets its own by a link, which fails if there is one: it is never there in part, and nobody's is replaced.
 */
public final class FirstFile {

  private static final FileAttribute<?> PRIVATE = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private FirstFile() {}

  /**
   * Makes the file, mode 0600, with this content, unless there is one. On return it is there, whole and on disk. Blocks.
   *
   * @return whether it was made here; else it has what somebody else wrote
   * @throws IOException if it can not be made
   */
  public static boolean make(Path file, byte[] content) throws IOException {
    if (Files.exists(file)) {
      return false;
    }
    Path fresh = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".new");
    try {
      write(fresh, content);
      return give(fresh, file);
    } finally {
      Files.deleteIfExists(fresh);
      syncDirectory(file);
    }
  }

  private static void write(Path fresh, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), PRIVATE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static boolean give(Path fresh, Path file) throws IOException {
    try {
      Files.createLink(file, fresh);
      return true;
    } catch (FileAlreadyExistsException second) {
      return false;
    } catch (IOException | UnsupportedOperationException noLinks) {
      return giveWithoutLinks(fresh, file);
    }
  }

  /** Some file systems have no links: there, of two that come at the same moment the second wins. */
  private static boolean giveWithoutLinks(Path fresh, Path file) throws IOException {
    if (Files.exists(file)) {
      return false;
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  /** On return the names in the file's directory are on disk. Blocks. */
  public static void syncDirectory(Path file) throws IOException {
    try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent())) {
      directory.force(true);
    }
  }
}
