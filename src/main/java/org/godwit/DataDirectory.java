package org.godwit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.godwit.tool.ToolFailure;

/**
 * The data directory, held by this process for as long as it lives. The operating system holds the claim, through a file that
 * names the process; it ends with the process however that ends, and nothing is left to clean up.
 */
final class DataDirectory implements AutoCloseable {

  private static final String HOLDER = "server.pid";

  /** What an empty directory may contain: what file systems and earlier starts put there. */
  private static final Set<String> NOTHING = Set.of(HOLDER, "lost+found");

  private final Path path;
  private final boolean empty;
  private final FileChannel holder;

  private DataDirectory(Path path, boolean empty, FileChannel holder) {
    this.path = path;
    this.empty = empty;
    this.holder = holder;
  }

  /**
   * Claims the directory, making it (mode 0700) if there is none.
   *
   * @throws ToolFailure if it cannot be used, or another server holds it
   */
  static DataDirectory claim(Path path) {
    return claimIfFree(path).orElseThrow(() -> new ToolFailure("the data directory " + path.toAbsolutePath().normalize()
        + " is in use by another server" + holderOf(path).map(pid -> ", process " + pid).orElse("")));
  }

  /**
   * As {@link #claim}; empty if another process holds it.
   *
   * @throws ToolFailure if it cannot be used
   */
  static Optional<DataDirectory> claimIfFree(Path path) {
    try {
      create(path);
      boolean empty = isEmpty(path);
      FileChannel holder = FileChannel.open(path.resolve(HOLDER), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (!hold(holder)) {
        holder.close();
        return Optional.empty();
      }
      write(holder, Long.toString(ProcessHandle.current().pid()));
      return Optional.of(new DataDirectory(path, empty, holder));
    } catch (IOException failed) {
      throw new ToolFailure("the data directory " + path.toAbsolutePath().normalize() + " cannot be used: " + reason(failed));
    }
  }

  /** The process that holds it, as far as that is told. */
  static Optional<String> holderOf(Path path) {
    try (FileChannel holder = FileChannel.open(path.resolve(HOLDER))) {
      return Optional.of(text(holder)).filter(pid -> !pid.isEmpty());
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }

  /** Where it is. */
  Path path() {
    return path;
  }

  /** The file that is held open, whose owner changes when root is given up. */
  Path holderFile() {
    return path.resolve(HOLDER);
  }

  /** Whether there was nothing in it when it was claimed. */
  boolean wasEmpty() {
    return empty;
  }

  /**
   * Makes sure that this process, which has become another user, can work here, and with what an earlier start left here.
   *
   * @throws ToolFailure if it cannot
   */
  void requireAccess(String user) {
    try (Stream<Path> entries = isAccessible(path) ? Files.list(path) : Stream.of(path)) {
      entries.filter(entry -> !isAccessible(entry)).findFirst().ifPresent(entry -> {
        throw new ToolFailure("user: " + user + " may not use " + entry.toAbsolutePath().normalize() + "; \"chown -R " + user + " "
            + path.toAbsolutePath().normalize() + "\" helps");
      });
    } catch (IOException failed) {
      throw new ToolFailure("the data directory " + path.toAbsolutePath().normalize() + " cannot be used: " + reason(failed));
    }
  }

  private static boolean isAccessible(Path entry) {
    boolean passable = !Files.isDirectory(entry) || Files.isExecutable(entry);
    return passable && Files.isReadable(entry) && Files.isWritable(entry) || entry.endsWith("lost+found");
  }

  /** Gives the claim back. */
  @Override
  public void close() {
    try {
      holder.close();
    } catch (IOException ignored) {
      // the system gives it back when the process ends, which is about to happen
    }
  }

  private static void create(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      Files.createDirectories(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  private static boolean isEmpty(Path path) throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      return entries.map(entry -> entry.getFileName().toString()).allMatch(NOTHING::contains);
    }
  }

  private static boolean hold(FileChannel holder) throws IOException {
    try {
      return holder.tryLock() != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  private static String text(FileChannel holder) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(20);
    holder.read(bytes, 0);
    return StandardCharsets.US_ASCII.decode(bytes.flip()).toString().replaceAll("[^0-9]", "");
  }

  private static void write(FileChannel holder, String pid) throws IOException {
    holder.truncate(0);
    holder.write(StandardCharsets.US_ASCII.encode(pid + "\n"), 0);
  }

  private static String reason(IOException failed) {
    return switch (failed) {
      case AccessDeniedException denied -> "permission denied (" + denied.getFile() + ")";
      case FileAlreadyExistsException file -> file.getFile() + " is not a directory";
      case FileSystemException other when other.getReason() != null -> other.getReason() + " (" + other.getFile() + ")";
      default -> String.valueOf(failed.getMessage());
    };
  }
}
