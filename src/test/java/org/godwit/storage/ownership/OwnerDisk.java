package org.godwit.storage.ownership;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.godwit.storage.io.Disk;
import org.godwit.storage.io.DiskException;
import org.godwit.storage.io.ReadFile;
import org.godwit.storage.io.WriteFile;

/**
 * One owner's way to the shared disk. Before each operation that others can see, or that can see others, it is another's turn if the
 * scheduler says so; writing to a segment is two operations, so that others find half an entry. What the owner has learnt so far is
 * kept as a fingerprint: the owner's code does the same whenever it has learnt the same.
 *
 * <p>Reading an open file is no step of its own: files only grow, and readers look at the size once, when they open it.
 */
final class OwnerDisk implements Disk {

  /** Waits until it is this owner's turn. */
  interface Gate {
    void step(String operation, Path path);
  }

  /** What the file system promises to those who share it. */
  enum FileSystem {
    /** As on one machine: what one writes the others see; a listing is what is there at one moment. */
    COHERENT,
    /**
     * A listing of the journal's directory has what is there from its beginning to its end, and no more for certain: all that
     * POSIX promises of readdir.
     */
    SLOW_LISTINGS,
    /** What one writes the others see when it is synced. */
    WRITE_BACK
  }

  private final SharedDisk shared;
  private final Gate gate;
  private final FileSystem kind;
  private long learnt;
  private int syncsToFail;

  OwnerDisk(SharedDisk shared, int owner, Gate gate, FileSystem kind) {
    this.shared = shared;
    this.gate = gate;
    this.kind = kind;
    this.learnt = owner + 1;
  }

  /** What this owner has seen so far. */
  long learnt() {
    return learnt;
  }

  /** Lets the next syncs of segments fail. */
  void failSyncs(int count) {
    syncsToFail = count;
  }

  private void step(String operation, Path path) {
    gate.step(operation, path);
    learnt = Fingerprint.mix(Fingerprint.mix(learnt, operation.hashCode()), shared.name(path));
  }

  private void learn(long what) {
    learnt = Fingerprint.mix(learnt, what);
  }

  private static boolean isSegment(Path path) {
    return path.getFileName().toString().endsWith(".seg");
  }

  @Override
  public WriteFile create(Path path) throws IOException {
    step("create", path);
    try {
      var out = shared.disk().create(path);
      shared.created(path, learnt);
      return new Writer(path, out, shared.fileAt(path));
    } catch (FileAlreadyExistsException e) {
      learn(1);
      throw e;
    }
  }

  private final class Writer implements WriteFile {
    private final Path path;
    private final WriteFile out;
    private final Object file;
    private final List<ByteBuffer> kept = new ArrayList<>();

    Writer(Path path, WriteFile out, Object file) {
      this.path = path;
      this.out = out;
      this.file = file;
    }

    @Override
    public void append(List<ByteBuffer> buffers) throws IOException {
      var all = ByteBuffer.allocate(buffers.stream().mapToInt(ByteBuffer::remaining).sum());
      buffers.forEach(all::put);
      all.flip();
      if (kind == FileSystem.WRITE_BACK) {
        kept.add(all);
      } else {
        write(all);
      }
    }

    private void write(ByteBuffer all) throws IOException {
      if (isSegment(path)) {
        append(all.slice(0, all.limit() / 2));
        append(all.slice(all.limit() / 2, all.limit() - all.limit() / 2));
      } else {
        append(all);
      }
    }

    private void append(ByteBuffer bytes) throws IOException {
      step("write", path);
      out.append(List.of(bytes));
      shared.written(file, learnt);
    }

    @Override
    public void sync() throws IOException {
      for (ByteBuffer all : kept) {
        write(all);
      }
      kept.clear();
      step("sync", path);
      if (isSegment(path) && syncsToFail > 0) {
        syncsToFail--;
        throw new DiskException(DiskException.Kind.BROKEN, path + ": injected", null);
      }
      out.sync();
      shared.synced(file);
    }

    @Override
    public long size() {
      return out.size() + kept.stream().mapToInt(ByteBuffer::remaining).sum();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  @Override
  public ReadFile open(Path path) throws IOException {
    step("open", path);
    learn(shared.contentOf(path));
    return shared.disk().open(path);
  }

  @Override
  public List<Entry> list(Path directory) throws IOException {
    step("list", directory);
    var entries = new ArrayList<>(shared.disk().list(directory));
    entries.sort(Comparator.comparingLong(entry -> shared.name(directory.resolve(entry.name()))));
    learn(shared.contentOf(directory, entries));
    return entries;
  }

  @Override
  public List<String> names(Path directory) {
    step("names", directory);
    var names = new ArrayList<>(shared.disk().names(directory));
    if (kind == FileSystem.SLOW_LISTINGS && directory.endsWith("journal")) {
      step("names, on", directory);
      names.retainAll(shared.disk().names(directory));
    }
    names.sort(Comparator.comparingLong(name -> shared.name(directory.resolve(name))));
    names.forEach(name -> learn(shared.name(directory.resolve(name))));
    return names;
  }

  @Override
  public void createDirectories(Path directory) throws IOException {
    shared.disk().createDirectories(directory);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    step("sync", directory);
    shared.disk().syncDirectory(directory);
    shared.namesSynced(directory);
  }

  @Override
  public void sync(Path path) throws IOException {
    step("sync", path);
    learn(shared.contentOf(path) == -1 ? 1 : 0);
    shared.disk().sync(path);
    shared.synced(shared.fileAt(path));
  }

  @Override
  public void forgetCached(Path path) throws IOException {
    learn(shared.contentOf(path) == -1 ? 1 : 0);
    shared.disk().forgetCached(path);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step("rename", to);
    if (shared.contentOf(from) == -1) {
      learn(1);
      throw new NoSuchFileException(from.toString());
    }
    shared.disk().rename(from, to);
    shared.moved(from, to, learnt);
  }

  @Override
  public void link(Path existing, Path link) throws IOException {
    step("link", link);
    try {
      shared.disk().link(existing, link);
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      learn(e instanceof NoSuchFileException ? 1 : 2);
      throw e;
    }
    shared.linked(existing, link, learnt);
  }

  @Override
  public void delete(Path path) throws IOException {
    step("delete", path);
    shared.disk().delete(path);
    shared.deleted(path);
  }
}
