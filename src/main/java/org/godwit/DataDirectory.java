package org.godwit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.godwit.tool.ToolFailure;

/**
 * The data directory, held by this process for as long as it lives. The operating system holds the claim, through a file that
 * names the process; it ends with the process however that ends, and nothing is left to clean up.
 */
final class DataDirectory implements AutoCloseable {

  private static final String HOLDER = "server.pid";
  private static final String NODES = "nodes";

  /** What an empty directory may contain: what file systems and earlier starts put there. */
  private static final Set<String> NOTHING = Set.of(HOLDER, NODES, "lost+found");

  private final Path path;
  private final boolean empty;
  private final List<FileChannel> holders;
  private final List<Path> made;

  private DataDirectory(Path path, boolean empty, List<FileChannel> holders, List<Path> made) {
    this.path = path;
    this.empty = empty;
    this.holders = holders;
    this.made = made;
  }

  /**
   * Claims the directory, making it (mode 0700) if there is none.
   *
   * @throws ToolFailure if it cannot be used, or another server holds it
   */
  static DataDirectory claim(Path path) {
    return claimIfFree(path).orElseThrow(() -> new ToolFailure(inUse(path)));
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
      if (!hold(holder, false)) {
        holder.close();
        return Optional.empty();
      }
      write(holder, Long.toString(ProcessHandle.current().pid()));
      return Optional.of(new DataDirectory(path, empty, List.of(holder), List.of(path, path.resolve(HOLDER))));
    } catch (IOException failed) {
      throw new ToolFailure("the data directory " + path.toAbsolutePath().normalize() + " cannot be used: " + reason(failed));
    }
  }

  /**
   * Claims it together with the other nodes of a cluster, against everybody else, and in it a part of its own for the node. Where the file system
   * has no locks between machines this keeps out only who is on the same one. It is made if there is none, but nothing above it.
   *
   * @param home the node's own part: {@code nodes/NAME} in the directory
   * @throws ToolFailure if it cannot be used, or another server or a node of this name holds it
   */
  static DataDirectory join(Path path, Path home) {
    var holders = new ArrayList<FileChannel>();
    try {
      requireParent(path);
      create(path);
      boolean empty = isEmpty(path);
      holders.add(FileChannel.open(path.resolve(HOLDER), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
      require(hold(holders.getLast(), true), () -> inUse(path) + "; expected none but nodes of the cluster");
      create(home);
      holders.add(FileChannel.open(home.resolve(HOLDER), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
      require(hold(holders.getLast(), false), () -> "cluster.node: there is a node " + home.getFileName() + " already"
          + holderOf(home).map(pid -> ", process " + pid).orElse(""));
      write(holders.getLast(), Long.toString(ProcessHandle.current().pid()));
      return new DataDirectory(path, empty, List.copyOf(holders), List.of(path, path.resolve(HOLDER), path.resolve(NODES), home, home.resolve(HOLDER)));
    } catch (IOException failed) {
      holders.forEach(DataDirectory::close);
      throw new ToolFailure("the data directory " + path.toAbsolutePath().normalize() + " cannot be used: " + reason(failed));
    } catch (ToolFailure refused) {
      holders.forEach(DataDirectory::close);
      throw refused;
    }
  }

  /** What nodes share is a file system that somebody has mounted: a directory in its place would be each node's own. */
  private static void requireParent(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    require(absolute.getParent() == null || Files.isDirectory(absolute.getParent()), () -> "the data directory " + absolute
        + " cannot be used: there is no " + absolute.getParent() + "; is the shared file system mounted?");
  }

  private static void require(boolean held, Supplier<String> otherwise) {
    if (!held) {
      throw new ToolFailure(otherwise.get());
    }
  }

  private static String inUse(Path path) {
    return "the data directory " + path.toAbsolutePath().normalize() + " is in use by another server"
        + holderOf(path).map(pid -> ", process " + pid).orElse("");
  }

  /** The process that holds it, as far as that is told. */
  static Optional<String> holderOf(Path path) {
    try (FileChannel holder = FileChannel.open(path.resolve(HOLDER))) {
      return Optional.of(text(holder)).filter(pid -> !pid.isEmpty());
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }

  /** Whether a process holds it; not to be asked by that process itself. */
  static boolean isHeld(Path path) {
    try (FileChannel holder = FileChannel.open(path.resolve(HOLDER)); FileLock lock = holder.tryLock(0, Long.MAX_VALUE, true)) {
      return lock == null;
    } catch (IOException gone) {
      return false;
    }
  }

  /** Where it is. */
  Path path() {
    return path;
  }

  /** What has been made or is held open, whose owner changes when root is given up. */
  List<Path> made() {
    return made;
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
    holders.forEach(DataDirectory::close);
  }

  private static void close(FileChannel holder) {
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

  private static boolean hold(FileChannel holder, boolean shared) throws IOException {
    try {
      return holder.tryLock(0, Long.MAX_VALUE, shared) != null;
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
