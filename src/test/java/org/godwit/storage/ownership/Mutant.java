package org.godwit.storage.ownership;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.godwit.storage.io.Disk;
import org.godwit.storage.io.ReadFile;
import org.godwit.storage.io.WriteFile;

/**
 * Owners that break one rule of the protocol: the real code, on a disk that answers as if the code had left out or moved one step.
 * Each shows what the rule is for.
 */
enum Mutant {
  /** Acknowledges after its sync without looking for a newer epoch. */
  NO_FENCE(NoFence::new),
  /** Looks for a newer epoch, but before its sync. */
  FENCE_BEFORE_SYNC(FenceBeforeSync::new),
  /** Looks for a newer epoch by one listing alone, not for its own epoch after that. */
  FENCE_BY_LISTING(FenceByListing::new),
  /** Reads the journal, then claims. */
  RECOVERY_BEFORE_CLAIM(RecoveryBeforeClaim::new),
  /** Two may begin the same epoch. */
  SHARED_EPOCH(SharedEpoch::new),
  /** After a checkpoint deletes what that replaces, without looking for a newer epoch. */
  UNFENCED_SWEEP(UnfencedSweep::new),
  /** Segments are named by epoch and number, of two with one number that of the newer epoch counts; a claim takes the next number. */
  SEGMENTS_BY_EPOCH(SegmentsByEpoch::new),
  /** Not the owner's fault: a file system whose listing of a directory stays what it was until this machine changes the directory. */
  STALE_DIRECTORY(StaleDirectory::new);

  private final UnaryOperator<Disk> carelessness;

  Mutant(UnaryOperator<Disk> carelessness) {
    this.carelessness = carelessness;
  }

  /** The careless owner's disk, on top of the simulated one. */
  Disk on(Disk disk) {
    return carelessness.apply(disk);
  }

  private static boolean isEpoch(Path file) {
    return file.toString().endsWith(".epoch");
  }

  private static boolean isSegment(String name) {
    return name.endsWith(".seg");
  }

  private static boolean isJournal(Path directory) {
    return directory.endsWith("journal");
  }

  /** A file that is there, as far as this owner knows. */
  private static ReadFile contentOf(byte[] bytes) {
    return new ReadFile() {
      @Override
      public int read(long position, ByteBuffer buffer) {
        int length = (int) Math.min(buffer.remaining(), Math.max(0, bytes.length - position));
        if (length > 0) {
          buffer.put(bytes, (int) position, length);
        }
        return length;
      }

      @Override
      public int readNow(long position, ByteBuffer buffer) {
        return read(position, buffer);
      }

      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public void close() {
        // nothing to give back
      }
    };
  }

  /** Sees no newer epoch as long as {@link #blind}; knows when it has claimed. */
  private abstract static class Blind extends Careless {
    private String own;
    private boolean claiming;

    Blind(Disk disk) {
      super(disk);
    }

    abstract boolean blind();

    @Override
    public WriteFile create(Path file) throws IOException {
      var created = super.create(file);
      if (isEpoch(file)) {
        own = file.getFileName().toString();
        claiming = true;
      }
      return created;
    }

    @Override
    public List<String> names(Path directory) throws IOException {
      boolean claim = claiming;
      claiming &= !isJournal(directory);
      if (own == null || claim || !isJournal(directory) || !blind()) {
        return super.names(directory);
      }
      return super.names(directory).stream().filter(name -> isSegment(name) || name.compareTo(own) <= 0).toList();
    }

    @Override
    public ReadFile open(Path file) throws IOException {
      return isEpoch(file) && blind() ? contentOf(new byte[0]) : super.open(file);
    }
  }

  private static final class NoFence extends Blind {
    NoFence(Disk disk) {
      super(disk);
    }

    @Override
    boolean blind() {
      return true;
    }
  }

  private static final class UnfencedSweep extends Blind {
    private boolean sweeping;

    UnfencedSweep(Disk disk) {
      super(disk);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      super.rename(from, to);
      sweeping = true;
    }

    @Override
    public ReadFile open(Path file) throws IOException {
      var opened = super.open(file);
      sweeping = false;
      return opened;
    }

    @Override
    boolean blind() {
      return sweeping;
    }
  }

  private static final class FenceBeforeSync extends Careless {
    private Path own;
    private List<String> names;
    private boolean owner;
    private boolean looked;

    FenceBeforeSync(Disk disk) {
      super(disk);
    }

    @Override
    public WriteFile create(Path file) throws IOException {
      var out = super.create(file);
      own = isEpoch(file) ? file : own;
      return isSegment(file.toString()) ? new CheckedWriter(file.getParent(), out) : out;
    }

    private void look(Path directory) throws IOException {
      names = super.names(directory);
      try (var file = super.open(own)) {
        owner = file.size() == 0;
      } catch (NoSuchFileException e) {
        owner = false;
      }
      looked = true;
    }

    @Override
    public List<String> names(Path directory) throws IOException {
      return looked ? names : super.names(directory);
    }

    @Override
    public ReadFile open(Path file) throws IOException {
      if (!looked || !isEpoch(file)) {
        return super.open(file);
      }
      looked = false;
      if (!owner) {
        throw new NoSuchFileException(file.toString());
      }
      return contentOf(new byte[0]);
    }

    private final class CheckedWriter implements WriteFile {
      private final Path journal;
      private final WriteFile out;

      CheckedWriter(Path journal, WriteFile out) {
        this.journal = journal;
        this.out = out;
      }

      @Override
      public void append(List<ByteBuffer> buffers) throws IOException {
        out.append(buffers);
      }

      @Override
      public void sync() throws IOException {
        look(journal);
        out.sync();
      }

      @Override
      public long size() {
        return out.size();
      }

      @Override
      public void close() throws IOException {
        out.close();
      }
    }
  }

  private static final class FenceByListing extends Careless {
    FenceByListing(Disk disk) {
      super(disk);
    }

    @Override
    public ReadFile open(Path file) throws IOException {
      return isEpoch(file) ? contentOf(new byte[0]) : super.open(file);
    }
  }

  private static final class RecoveryBeforeClaim extends Careless {
    private final Map<Path, byte[]> read = new HashMap<>();
    private boolean recovering;

    RecoveryBeforeClaim(Disk disk) {
      super(disk);
    }

    /** The first thing that a claim does. */
    @Override
    public void createDirectories(Path directory) throws IOException {
      super.createDirectories(directory);
      if (isJournal(directory)) {
        read.clear();
        readAll(directory);
        readAll(directory.resolveSibling("checkpoint"));
        recovering = true;
      }
    }

    private void readAll(Path directory) throws IOException {
      for (String name : super.names(directory)) {
        if (!isEpoch(Path.of(name))) {
          try (var file = super.open(directory.resolve(name))) {
            var bytes = ByteBuffer.allocate((int) file.size());
            file.read(0, bytes);
            read.put(directory.resolve(name), bytes.array());
          } catch (NoSuchFileException e) {
            // gone since
          }
        }
      }
    }

    @Override
    public List<String> names(Path directory) throws IOException {
      var names = super.names(directory);
      if (!recovering) {
        return names;
      }
      var then = read.keySet().stream().filter(file -> file.getParent().equals(directory))
          .map(file -> file.getFileName().toString());
      return Stream.concat(then, names.stream().filter(name -> isEpoch(Path.of(name)))).sorted().toList();
    }

    /** The last thing is to look for its own epoch. */
    @Override
    public ReadFile open(Path file) throws IOException {
      if (recovering && !isEpoch(file)) {
        byte[] then = read.get(file);
        if (then == null) {
          throw new NoSuchFileException(file.toString());
        }
        return contentOf(then);
      }
      var opened = super.open(file);
      recovering = false;
      return opened;
    }
  }

  private static final class SharedEpoch extends Careless {
    SharedEpoch(Disk disk) {
      super(disk);
    }

    @Override
    public WriteFile create(Path file) throws IOException {
      try {
        return super.create(file);
      } catch (FileAlreadyExistsException e) {
        if (!isEpoch(file)) {
          throw e;
        }
        return new WriteFile() {
          @Override
          public void append(List<ByteBuffer> buffers) {
            // epochs are empty
          }

          @Override
          public void sync() {
            // nothing to sync
          }

          @Override
          public long size() {
            return 0;
          }

          @Override
          public void close() {
            // nothing to give back
          }
        };
      }
    }
  }

  private static final class SegmentsByEpoch extends Careless {
    private String lastSegment = "00000000.seg";

    SegmentsByEpoch(Disk disk) {
      super(disk);
    }

    @Override
    public List<String> names(Path directory) throws IOException {
      var names = super.names(directory);
      if (isJournal(directory)) {
        lastSegment = names.stream().filter(Mutant::isSegment).max(Comparator.naturalOrder()).orElse(lastSegment);
      }
      return names;
    }

    @Override
    public WriteFile create(Path file) throws IOException {
      var created = super.create(file);
      if (isEpoch(file)) {
        int next = Integer.parseInt(lastSegment.substring(0, 8), 16) + 1;
        var segment = file.resolveSibling(String.format("%08x.seg", next));
        super.delete(segment);
        super.create(segment).close();
      }
      return created;
    }
  }

  private static final class StaleDirectory extends Careless {
    private List<String> cached;

    StaleDirectory(Disk disk) {
      super(disk);
    }

    @Override
    public WriteFile create(Path file) throws IOException {
      cached = null;
      return super.create(file);
    }

    @Override
    public List<String> names(Path directory) throws IOException {
      if (!isJournal(directory)) {
        return super.names(directory);
      }
      cached = cached == null ? super.names(directory) : cached;
      return cached;
    }

    @Override
    public ReadFile open(Path file) throws IOException {
      return isEpoch(file) ? contentOf(new byte[0]) : super.open(file);
    }
  }
}
