package org.godwit.storage.journal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.godwit.storage.FencedException;
import org.godwit.storage.io.Disk;
import org.godwit.storage.io.WriteFile;

/**
 * The directory of an account's journal and the rules about the names in it, which are what keeps two owners apart:
 *
 * <ul>
 *   <li>An owner's epoch begins when its first segment's file exists. It is created exclusively, with an epoch above all and a
 *       number above all; whoever then finds that another has created a file of the same epoch does not use it.
 *   <li>A segment is void if a segment of a later epoch has the same or a lower number: it was created after its owner had
 *       lost the account, and nothing in it was acknowledged.
 *   <li>Nothing is acknowledged unless after its sync there is no later epoch ({@link #checkOwner}).
 * </ul>
 */
public final class JournalDirectory {

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

  /** A segment's file. */
  public Path file(SegmentName name) {
    return path.resolve(name.fileName());
  }

  /** All segments in the directory, void ones too, ascending. */
  public List<SegmentName> all() throws IOException {
    return disk.names(path).stream().flatMap(name -> SegmentName.parse(name).stream()).sorted().toList();
  }

  /** Those that are not void, in the order given. */
  public static List<SegmentName> valid(Collection<SegmentName> all) {
    return all.stream().filter(segment -> all.stream().noneMatch(
        other -> other.epoch() > segment.epoch() && other.number() <= segment.number())).toList();
  }

  /** @throws FencedException if a later epoch than this has begun */
  public void checkOwner(int epoch) throws IOException {
    for (String name : disk.names(path)) {
      var other = SegmentName.parse(name);
      if (other.isPresent() && other.get().epoch() > epoch) {
        throw new FencedException("epoch " + epoch + " of " + path + " was ended by epoch " + other.get().epoch());
      }
    }
  }

  /** An epoch that was begun, with its first segment's empty file. */
  public record Claim(SegmentName name, WriteFile file) {}

  /**
   * Begins the next epoch. When this returns, no older owner can acknowledge anything any more, and everything that one did
   * acknowledge can be read.
   *
   * @throws FencedException if others keep claiming at the same time
   */
  public Claim claim() throws IOException {
    disk.createDirectories(path);
    for (int attempt = 0; attempt < CLAIM_ATTEMPTS; attempt++) {
      var all = all();
      int epoch = all.stream().mapToInt(SegmentName::epoch).max().orElse(0) + 1;
      var claim = create(new SegmentName(epoch, highestNumber(all) + 1));
      if (claim != null) {
        disk.syncDirectory(path);
        var settled = settled(claim);
        if (settled != null) {
          return settled;
        }
        claim.file.close();
      }
    }
    throw new FencedException("too many claims of " + path + " at once");
  }

  private static int highestNumber(Collection<SegmentName> names) {
    return names.stream().mapToInt(SegmentName::number).max().orElse(0);
  }

  private Claim create(SegmentName name) throws IOException {
    try {
      return new Claim(name, disk.create(file(name)));
    } catch (FileAlreadyExistsException e) {
      return null;
    }
  }

  /**
   * The claim, if it stands; null if another has the same epoch. The names differ if an older owner began a segment between
   * their two looks into the directory; of those who have one epoch at least the last to create its file sees the others',
   * and tries a higher one.
   *
   * <p>What the older owner created before our file existed may have been acknowledged and must not be void: if it used our
   * number, we take a higher one. Once is enough, since what it creates from now on is never acknowledged.
   */
  private Claim settled(Claim claim) throws IOException {
    int epoch = claim.name.epoch();
    var all = all();
    if (all.stream().anyMatch(name -> name.epoch() >= epoch && !name.equals(claim.name))) {
      return null;
    }
    int older = highestNumber(all.stream().filter(name -> name.epoch() < epoch).toList());
    if (older < claim.name.number()) {
      return claim;
    }
    var higher = create(new SegmentName(epoch, older + 1));
    if (higher != null) {
      claim.file.close();
      disk.syncDirectory(path);
    }
    return higher;
  }
}
