package org.godwit.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The user file on disk. Every method blocks on the file system; safe from any thread. Other processes see either the table
 * before a change or the one after it, and no two processes change it at once.
 */
public final class UserFile {
  private static final long FILE_BYTES_MAX = 256L << 20;

  /** A change made so soon after a reading may carry the same time stamp; until then a reading is not relied upon. */
  private static final Duration STAMP_GRANULARITY = Duration.ofSeconds(2);

  private final PrivateFile file;
  private Stamp stamp = Stamp.NONE;
  private UserTable table = UserTable.of(List.of());

  /** @param file need not exist; it and its directory are made by the first change */
  public UserFile(Path file) {
    this.file = new PrivateFile(file);
  }

  private record Stamp(Object fileKey, long size, Instant modified, boolean reliable) {
    static final Stamp NONE = new Stamp(null, -1, Instant.MIN, false);

    boolean sameFile(Stamp other) {
      return reliable && size == other.size && modified.equals(other.modified) && Objects.equals(fileKey, other.fileKey);
    }
  }

  /** Where it is. */
  public Path path() {
    return file.path();
  }

  /**
   * What the file says now: read again if it has changed since the last call, empty if there is none.
   *
   * @return the same object as long as the file is the same
   * @throws IOException if it cannot be read
   */
  public synchronized UserTable read() throws IOException {
    Stamp now = stamp();
    if (!stamp.sameFile(now)) {
      UserTable fresh = UserTable.of(lines(now));
      table = fresh.lines().equals(table.lines()) ? table : fresh;
      stamp = now;
    }
    return table;
  }

  /**
   * Changes the table; on return the change is on disk. Mode 0600, and the owner stays the one of the old file or, for a new
   * one, of the directory, so that a server that gave root up can read what root changed.
   *
   * @throws IOException if it cannot be written; then nothing has changed
   */
  public synchronized void update(UnaryOperator<UserTable> change) throws IOException {
    file.change(() -> {
      UserTable before = read();
      UserTable after = change.apply(before);
      if (after != before) {
        file.replace(text(after).getBytes(StandardCharsets.UTF_8));
      }
      return after;
    });
  }

  private static String text(UserTable table) {
    return String.join("\n", table.lines()) + (table.lines().isEmpty() ? "" : "\n");
  }

  private Stamp stamp() throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path(), BasicFileAttributes.class);
      Instant modified = attributes.lastModifiedTime().toInstant();
      boolean reliable = modified.isBefore(Instant.now().minus(STAMP_GRANULARITY));
      return new Stamp(attributes.fileKey(), attributes.size(), modified, reliable);
    } catch (NoSuchFileException none) {
      return Stamp.NONE;
    }
  }

  private List<String> lines(Stamp now) throws IOException {
    if (now == Stamp.NONE) {
      return List.of();
    }
    if (now.size() > FILE_BYTES_MAX) {
      throw new IOException(path() + " is larger than " + FILE_BYTES_MAX + " bytes");
    }
    return Files.readAllLines(path());
  }
}
