package org.godwit.auth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.godwit.files.FirstFile;

/**
 * A file of secrets (mode 0600) that several processes change, one at a time, each change all or nothing. Every method blocks on
 * the file system; safe between processes, but of one process only one thread at a time may change a file.
 */
public final class PrivateFile {
  private static final FileAttribute<?> PRIVATE = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> PRIVATE_DIRECTORY = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path file;

  /** @param file need not exist; it and its directory are made by the first change */
  public PrivateFile(Path file) {
    this.file = file;
  }

  /** What to do while no other process changes the file. */
  @FunctionalInterface
  public interface Change<T> {
    /** Reads, decides, and perhaps calls {@link PrivateFile#replace}. */
    T make() throws IOException;
  }

  /** Where it is. */
  public Path path() {
    return file;
  }

  /**
   * Keeps other processes from changing the file, and makes its directory if there is none.
   *
   * @throws IOException what the change throws, or if there cannot be such a file
   */
  public <T> T change(Change<T> change) throws IOException {
    makeDirectory();
    Path writing = sibling(".writing");
    try (FileChannel writers = FileChannel.open(writing, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), PRIVATE);
        var _ = writers.lock()) {
      keepOwner(writing, directory());
      return change.make();
    }
  }

  /**
   * New content; on return it is on disk. The owner stays the one of the old file or, for a new one, of the directory, so that a
   * server that gave root up can read what root changed. Only within {@link #change}.
   *
   * @throws IOException if it cannot be written; then nothing has changed
   */
  public void replace(byte[] content) throws IOException {
    Path fresh = sibling(".new");
    Files.deleteIfExists(fresh);
    try (FileChannel channel = FileChannel.open(fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), PRIVATE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      keepOwner(fresh, Files.exists(file) ? file : directory());
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    FirstFile.syncDirectory(file);
  }

  /**
   * As {@link #replace}, unless there is one: also where no lock keeps processes on other machines from doing the same.
   *
   * @throws IOException if it cannot be written
   */
  public void create(byte[] content) throws IOException {
    if (FirstFile.make(file, content)) {
      keepOwner(file, directory());
    }
  }

  /** Removes it, if it is there; on return that is on disk. Only within {@link #change}. */
  public void remove() throws IOException {
    Files.deleteIfExists(file);
    FirstFile.syncDirectory(file);
  }

  private Path directory() {
    return file.toAbsolutePath().getParent();
  }

  private void makeDirectory() throws IOException {
    Path directory = directory();
    if (!Files.isDirectory(directory)) {
      Path model = directory.getParent();
      Files.createDirectories(directory, PRIVATE_DIRECTORY);
      if (Files.getOwner(directory).getName().equals("root") && model != null) {
        keepOwner(directory, model);
      }
    }
  }

  private static void keepOwner(Path fresh, Path model) throws IOException {
    PosixFileAttributes wanted = Files.readAttributes(model, PosixFileAttributes.class);
    PosixFileAttributeView view = Files.getFileAttributeView(fresh, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (!view.getOwner().equals(wanted.owner())) {
      view.setOwner(wanted.owner());
      view.setGroup(wanted.group());
    }
  }

  private Path sibling(String suffix) {
    return file.resolveSibling("." + file.getFileName() + suffix);
  }
}
