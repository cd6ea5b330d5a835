package org.godwit.storage.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the store needs of a file system, and nothing more; so little that a test can stand in for it with every fault a disk
 * has. All methods block; all may be called from any thread.
 *
 * <p>What is durable when: the bytes of a file after its {@code sync}; that a file has a name, after
 * {@link #syncDirectory} of its directory. Failures are {@link DiskException}s, or the two that say something about names:
 * {@link java.nio.file.FileAlreadyExistsException} and {@link java.nio.file.NoSuchFileException}.
 */
public interface Disk {

  /**
   * Creates an empty file for writing.
   *
   * @throws java.nio.file.FileAlreadyExistsException if the name is taken: of several who try, one succeeds
   */
  WriteFile create(Path file) throws IOException;

  /** Opens a file for reading. @throws java.nio.file.NoSuchFileException if there is none */
  ReadFile open(Path file) throws IOException;

  /** The files and directories in a directory, in no order; empty if there is no such directory. */
  List<Entry> list(Path directory) throws IOException;

  /** Creates a directory and those above it, durably. Nothing happens to those that exist. */
  void createDirectories(Path directory) throws IOException;

  /** Makes names created, changed and removed in the directory durable. */
  void syncDirectory(Path directory) throws IOException;

  /** Makes durable what anybody wrote to the file, as far as this machine knows of it. */
  void sync(Path file) throws IOException;

  /**
   * Makes the next reads of the file come from the medium and not from memory, as far as the system can. After a failed sync
   * memory may hold bytes that the medium never got.
   */
  void forgetCached(Path file) throws IOException;

  /** Gives a file a new name in place of whatever had that name; atomic. */
  void rename(Path from, Path to) throws IOException;

  /** Gives a file a second name. @throws java.nio.file.FileAlreadyExistsException if that is taken */
  void link(Path existing, Path link) throws IOException;

  /** Removes a file; nothing happens if there is none. Those who have it open go on reading. */
  void delete(Path file) throws IOException;

  /** How much room the file system of a directory has, if it tells; nothing is known of quotas. */
  default Space space(Path directory) throws IOException {
    return new Space(Long.MAX_VALUE, 0);
  }

  /**
   * Room on a file system.
   *
   * @param usable octets that this process may still write
   * @param total octets that the file system has; 0 if it does not tell
   */
  record Space(long usable, long total) {}

  /**
   * One entry of a directory.
   *
   * @param size octets
   * @param modifiedMs when it was last written, milliseconds since 1970
   */
  record Entry(String name, boolean directory, long size, long modifiedMs) {}

  /** Only the names in a directory, in no order: cheaper than {@link #list}; empty if there is no such directory. */
  List<String> names(Path directory) throws IOException;
}
