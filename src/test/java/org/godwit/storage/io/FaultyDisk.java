package org.godwit.storage.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A disk in memory that fails on request: it stops after the n-th operation that changes something, loses at a power cut what
 * was not synced (wholly, from some byte on, or sector by sector; names too), refuses operations, loses the bytes of a failed
 * sync while its cache still shows them, and flips bits. One seed reproduces a run.
 */
public final class FaultyDisk implements Disk {

  /** Operations that change something. */
  public enum Operation {
    CREATE, WRITE, SYNC, SYNC_DIRECTORY, RENAME, LINK, DELETE, CREATE_DIRECTORY
  }

  /** Decides whether an operation is refused. */
  public interface Fault {
    /** The failure to throw, or null to let it pass. */
    IOException on(Operation operation, Path file);
  }

  private record NameChange(Path from, Path to, FaultyFile file) {}

  private final Random random;
  private final Map<Path, FaultyFile> cachedNames = new TreeMap<>();
  private final Map<Path, FaultyFile> durableNames = new TreeMap<>();
  private final Map<Path, List<NameChange>> pendingNames = new HashMap<>();
  private final Set<Path> directories = new HashSet<>();
  private final List<Operation> operations = new ArrayList<>();
  private Fault fault = (operation, file) -> null;
  private int stopAfter = Integer.MAX_VALUE;
  private boolean dead;
  private long nowMs = 1_000_000;
  private Space space = new Space(1L << 40, 1L << 40);

  public FaultyDisk(long seed) {
    this(new Random(seed));
  }

  private FaultyDisk(Random random) {
    this.random = random;
  }

  /** Lets n more operations that change something pass; the next one happens partly, and everything after it is a {@link Crash}. */
  public synchronized FaultyDisk stopAfter(int n) {
    stopAfter = operations.size() + n;
    return this;
  }

  public synchronized FaultyDisk withFault(Fault newFault) {
    fault = newFault;
    return this;
  }

  /** Refuses every operation of these kinds with this failure until {@link #heal}. */
  public FaultyDisk refuse(DiskException.Kind kind, Operation... kinds) {
    var refused = Set.of(kinds);
    return withFault((operation, file) -> refused.contains(operation)
        ? new DiskException(kind, file + ": injected " + kind, null) : null);
  }

  public FaultyDisk heal() {
    return withFault((operation, file) -> null);
  }

  /** Operations that changed something so far. */
  public synchronized int operations() {
    return operations.size();
  }

  public synchronized void setNowMs(long now) {
    nowMs = now;
  }

  /** What the file system says of its room; it writes all the same. */
  public synchronized void setSpace(long usable, long total) {
    space = new Space(usable, total);
  }

  @Override
  public synchronized Space space(Path directory) {
    return space;
  }

  /** The disk as another process finds it after this one was killed: nothing is lost that was written. */
  public synchronized FaultyDisk afterKill(long seed) {
    var next = new FaultyDisk(seed);
    next.directories.addAll(directories);
    next.cachedNames.putAll(cachedNames);
    next.durableNames.putAll(durableNames);
    pendingNames.forEach((directory, changes) -> next.pendingNames.put(directory, new ArrayList<>(changes)));
    next.nowMs = nowMs;
    dead = true;
    return next;
  }

  /** The same disk once more: what happens to the one from now on does not happen to the other. */
  public synchronized FaultyDisk copy() {
    var next = new FaultyDisk(0);
    var copies = new IdentityHashMap<FaultyFile, FaultyFile>();
    UnaryOperator<FaultyFile> copy = file -> copies.computeIfAbsent(file, FaultyFile::copy);
    next.directories.addAll(directories);
    cachedNames.forEach((path, file) -> next.cachedNames.put(path, copy.apply(file)));
    durableNames.forEach((path, file) -> next.durableNames.put(path, copy.apply(file)));
    pendingNames.forEach((directory, changes) -> next.pendingNames.put(directory, new ArrayList<>(changes.stream()
        .map(change -> new NameChange(change.from, change.to, copy.apply(change.file))).toList())));
    next.nowMs = nowMs;
    return next;
  }

  /** The disk as it is found after a power cut. */
  public synchronized FaultyDisk afterPowerCut(long seed) {
    return afterPowerCut(new FaultyDisk(seed));
  }

  /** The disk as it is found after a power cut that left nothing of what was not synced. */
  public synchronized FaultyDisk afterWorstPowerCut() {
    return afterPowerCut(new FaultyDisk(new Random() {
      @Override
      public int nextInt(int bound) {
        return 0;
      }
    }));
  }

  private FaultyDisk afterPowerCut(FaultyDisk next) {
    next.directories.addAll(directories);
    next.nowMs = nowMs;
    var names = new TreeMap<>(durableNames);
    pendingNames.values().forEach(changes -> applySome(changes, names, next.random));
    var copies = new HashMap<FaultyFile, FaultyFile>();
    names.forEach((path, file) -> next.cachedNames.put(path,
        copies.computeIfAbsent(file, f -> FaultyFile.of(f.survivors(next.random)))));
    next.durableNames.putAll(next.cachedNames);
    dead = true;
    return next;
  }

  private static void applySome(List<NameChange> changes, Map<Path, FaultyFile> names, Random random) {
    int mode = random.nextInt(3);
    for (var change : changes) {
      if (mode == 0 || mode == 1 && random.nextInt(4) == 0) {
        return;
      }
      if (mode == 1 || random.nextBoolean()) {
        apply(change, names);
      }
    }
  }

  private static void apply(NameChange change, Map<Path, FaultyFile> names) {
    if (change.from != null) {
      names.remove(change.from, change.file);
    }
    if (change.to != null) {
      names.put(change.to, change.file);
    }
  }

  /** Flips one bit, on the medium and in the cache. */
  public synchronized void flip(Path path, long offset) {
    var file = cachedNames.get(path);
    byte[] content = file.cached.clone();
    content[(int) offset] ^= (byte) (1 << random.nextInt(8));
    var flipped = FaultyFile.of(content);
    cachedNames.put(path, flipped);
    durableNames.put(path, flipped);
  }

  /** All files. */
  public synchronized List<Path> files() {
    return List.copyOf(cachedNames.keySet());
  }

  /** A file's bytes as the cache shows them. */
  public synchronized byte[] content(Path path) {
    return cachedNames.get(path).cached.clone();
  }

  /** Puts a file there, durably. */
  public synchronized void put(Path path, byte[] content) {
    var file = FaultyFile.of(content);
    cachedNames.put(path, file);
    durableNames.put(path, file);
  }

  /** Counts the operation; throws if it is refused; true if the process dies in it. */
  private boolean begin(Operation operation, Path file) throws IOException {
    alive();
    var failure = fault.on(operation, file);
    if (failure != null) {
      throw failure;
    }
    operations.add(operation);
    return dead = operations.size() > stopAfter;
  }

  private void alive() {
    if (dead) {
      throw new Crash();
    }
  }

  private void changeName(Path from, Path to, FaultyFile file) {
    var change = new NameChange(from, to, file);
    apply(change, cachedNames);
    pendingNames.computeIfAbsent((to == null ? from : to).getParent(), d -> new ArrayList<>()).add(change);
  }

  private FaultyFile existing(Path file) throws NoSuchFileException {
    var found = cachedNames.get(file);
    if (found == null) {
      throw new NoSuchFileException(file.toString());
    }
    return found;
  }

  /** Half of the operations in which the process dies still happen. */
  private void changeNameOrDie(boolean dying, Path from, Path to, FaultyFile file) {
    if (!dying || random.nextBoolean()) {
      changeName(from, to, file);
    }
    if (dying) {
      throw new Crash();
    }
  }

  @Override
  public synchronized WriteFile create(Path file) throws IOException {
    alive();
    if (!directories.contains(file.getParent())) {
      throw new NoSuchFileException(file.toString());
    }
    if (cachedNames.containsKey(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    var created = new FaultyFile();
    created.modifiedMs = nowMs;
    changeNameOrDie(begin(Operation.CREATE, file), null, file, created);
    return new Writer(file, created);
  }

  @Override
  public synchronized ReadFile open(Path file) throws IOException {
    alive();
    return new Reader(existing(file));
  }

  @Override
  public synchronized List<Entry> list(Path directory) {
    alive();
    var entries = new ArrayList<Entry>();
    cachedNames.forEach((path, file) -> {
      if (path.getParent().equals(directory)) {
        entries.add(new Entry(path.getFileName().toString(), false, file.cached.length, file.modifiedMs));
      }
    });
    directories.stream().filter(path -> directory.equals(path.getParent()))
        .forEach(path -> entries.add(new Entry(path.getFileName().toString(), true, 0, nowMs)));
    return entries;
  }

  @Override
  public List<String> names(Path directory) {
    return list(directory).stream().map(Entry::name).toList();
  }

  @Override
  public synchronized void createDirectories(Path directory) throws IOException {
    if (directory != null && !directories.contains(directory)) {
      boolean dying = begin(Operation.CREATE_DIRECTORY, directory);
      for (Path path = directory; path != null; path = path.getParent()) {
        directories.add(path);
      }
      if (dying) {
        throw new Crash();
      }
    }
  }

  @Override
  public synchronized void syncDirectory(Path directory) throws IOException {
    if (begin(Operation.SYNC_DIRECTORY, directory) && random.nextBoolean()) {
      throw new Crash();
    }
    var changes = pendingNames.remove(directory);
    if (changes != null) {
      changes.forEach(change -> apply(change, durableNames));
    }
    if (dead) {
      throw new Crash();
    }
  }

  @Override
  public synchronized void sync(Path file) throws IOException {
    sync(file, existing(file));
  }

  private void sync(Path path, FaultyFile file) throws IOException {
    boolean dying;
    try {
      dying = begin(Operation.SYNC, path);
    } catch (IOException e) {
      file.failSync(random);
      throw e;
    }
    if (!dying || random.nextBoolean()) {
      file.sync();
    }
    if (dying) {
      throw new Crash();
    }
  }

  @Override
  public synchronized void forgetCached(Path file) throws IOException {
    alive();
    existing(file).forgetCached();
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    alive();
    var file = existing(from);
    changeNameOrDie(begin(Operation.RENAME, to), from, to, file);
  }

  @Override
  public synchronized void link(Path existing, Path link) throws IOException {
    alive();
    var file = existing(existing);
    if (cachedNames.containsKey(link)) {
      throw new FileAlreadyExistsException(link.toString());
    }
    changeNameOrDie(begin(Operation.LINK, link), null, link, file);
  }

  @Override
  public synchronized void delete(Path path) throws IOException {
    alive();
    var file = cachedNames.get(path);
    if (file != null) {
      changeNameOrDie(begin(Operation.DELETE, path), path, null, file);
    }
  }

  private final class Writer implements WriteFile {
    private final Path path;
    private final FaultyFile file;
    private int size;

    Writer(Path path, FaultyFile file) {
      this.path = path;
      this.file = file;
    }

    @Override
    public void append(List<ByteBuffer> buffers) throws IOException {
      byte[] bytes = new byte[buffers.stream().mapToInt(ByteBuffer::remaining).sum()];
      int at = 0;
      for (var buffer : buffers) {
        int length = buffer.remaining();
        buffer.get(bytes, at, length);
        at += length;
      }
      synchronized (FaultyDisk.this) {
        append(bytes);
      }
    }

    private void append(byte[] bytes) throws IOException {
      boolean dying;
      try {
        dying = begin(Operation.WRITE, path);
      } catch (IOException e) {
        file.write(size, java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
        throw e;
      }
      if (dying) {
        file.write(size, java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
        throw new Crash();
      }
      file.write(size, bytes);
      file.modifiedMs = nowMs;
      size += bytes.length;
    }

    @Override
    public void sync() throws IOException {
      synchronized (FaultyDisk.this) {
        FaultyDisk.this.sync(path, file);
      }
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public void close() {
      // nothing to give back
    }
  }

  private final class Reader implements ReadFile {
    private final FaultyFile file;

    Reader(FaultyFile file) {
      this.file = file;
    }

    @Override
    public int read(long position, ByteBuffer buffer) {
      synchronized (FaultyDisk.this) {
        alive();
        int length = (int) Math.min(buffer.remaining(), Math.max(0, file.cached.length - position));
        if (length > 0) {
          buffer.put(file.cached, (int) position, length);
        }
        return length;
      }
    }

    @Override
    public int readNow(long position, ByteBuffer buffer) {
      return read(position, buffer);
    }

    @Override
    public long size() {
      synchronized (FaultyDisk.this) {
        return file.cached.length;
      }
    }

    @Override
    public void close() {
      // nothing to give back
    }
  }
}
