package org.godwit.storage.journal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.godwit.storage.FencedException;
import org.godwit.storage.io.Disk;

/**
 * The directory of an account's journal and the rules about the names in it, which are what keeps two owners apart:
 *
 * <ul>
 *   <li>An owner's epoch begins when the empty file {@code <epoch>.epoch} exists, which it created exclusively. Nothing that an
 *       older owner writes from then on is acknowledged, and everything that one did acknowledge is there to be read.
 *   <li>Nothing is acknowledged unless after its sync there is no later epoch ({@link #checkOwner}).
 *   <li>A segment is created exclusively under its number alone, its epoch is in its header. So a number means one file, for
 *       good, whoever woke up late and wrote one more segment; which segments count, their headers say ({@link JournalChain}).
 * </ul>
 */
public final class JournalDirectory {

  private static final String EPOCH = ".epoch";
  private static final int CLAIM_ATTEMPTS = 16;

  private final Disk disk;
  private final Path path;

  public JournalDirectory(Disk disk, Path path) {
    this.disk = disk;
    this.path = path;
  }

  Disk disk() {
    return disk;
  }

  public Path path() {
    return path;
  }

  /** The file of the segment with this number. */
  public Path file(int number) {
    return path.resolve(SegmentName.fileName(number));
  }

  /** The numbers of all segments in the directory, ascending; those that do not count too. */
  public List<Integer> numbers() throws IOException {
    return all(disk.names(path), SegmentName::number);
  }

  private static List<Integer> all(Collection<String> names, Function<String, OptionalInt> number) {
    return names.stream().map(number).filter(OptionalInt::isPresent).map(OptionalInt::getAsInt).sorted().toList();
  }

  private static OptionalInt epoch(String fileName) {
    return number(fileName, EPOCH);
  }

  /** The positive number in a name of eight hexadecimal digits and a suffix. */
  static OptionalInt number(String fileName, String suffix) {
    if (fileName.length() != 8 + suffix.length() || !fileName.endsWith(suffix)) {
      return OptionalInt.empty();
    }
    try {
      int number = HexFormat.fromHexDigits(fileName, 0, 8);
      boolean canonical = number > 0 && fileName.startsWith(HexFormat.of().toHexDigits(number));
      return canonical ? OptionalInt.of(number) : OptionalInt.empty();
    } catch (IllegalArgumentException e) {
      return OptionalInt.empty();
    }
  }

  /**
   * Whether no later epoch had begun when this was called. A listing may miss a later epoch whose file is taken away while it
   * runs; but whoever takes that away has taken this one's away before, so this one's is looked for last.
   *
   * @throws FencedException if a later epoch than this has begun
   */
  public void checkOwner(int epoch) throws IOException {
    for (String name : disk.names(path)) {
      int other = epoch(name).orElse(0);
      if (other > epoch) {
        throw new FencedException("epoch " + epoch + " of " + path + " was ended by epoch " + other);
      }
    }
    try {
      disk.open(epochFile(epoch)).close();
    } catch (NoSuchFileException e) {
      throw new FencedException("epoch " + epoch + " of " + path + " was ended by a later one");
    }
  }

  /**
   * An epoch that was begun.
   *
   * @param lastNumber no segment that counts has a higher number
   */
  public record Claim(int epoch, int lastNumber) {}

  /**
   * Begins the next epoch. When this returns, no older owner can acknowledge anything any more, and everything that one did
   * acknowledge can be read.
   *
   * @param after an epoch that is known to have been, in case its file was lost: the next one is later
   * @throws FencedException if others keep claiming at the same time
   */
  public Claim claim(int after) throws IOException {
    disk.createDirectories(path);
    for (int attempt = 0; attempt < CLAIM_ATTEMPTS; attempt++) {
      int epoch = Math.max(after, highest(all(disk.names(path), JournalDirectory::epoch))) + 1;
      if (create(epoch)) {
        disk.syncDirectory(path);
        var names = disk.names(path);
        var epochs = all(names, JournalDirectory::epoch);
        if (highest(epochs) == epoch) {
          forget(epochs, epoch);
          return new Claim(epoch, highest(all(names, SegmentName::number)));
        }
      }
    }
    throw new FencedException("too many claims of " + path + " at once");
  }

  private static int highest(List<Integer> ascending) {
    return ascending.isEmpty() ? 0 : ascending.getLast();
  }

  private boolean create(int epoch) throws IOException {
    try {
      disk.create(epochFile(epoch)).close();
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private Path epochFile(int epoch) {
    return path.resolve(HexFormat.of().toHexDigits(epoch) + EPOCH);
  }

  /**
   * Takes older epochs' files away, the oldest first: {@link #checkOwner} relies on it. Whoever looked before and creates one of them
   * anew finds ours, or a later one, and does not use it.
   */
  private void forget(List<Integer> epochs, int own) throws IOException {
    for (int epoch : epochs) {
      if (epoch < own) {
        disk.delete(epochFile(epoch));
      }
    }
  }
}
