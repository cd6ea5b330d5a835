package org.godwit.storage.body;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.godwit.storage.AccountFiles;
import org.godwit.storage.io.Disk;
import org.godwit.storage.io.ReadFile;

/**
 * Files kept open for reading, those used last; a file that somebody reads is never closed under him. A body file that is there as a head
 * and a tail is opened by its one name ({@link JoinedFile}), so that no reader knows of the two. Safe on any thread; holds
 * its monitor only for look-ups, never while the disk works.
 */
public final class OpenFiles implements Closeable {

  private final Disk disk;
  private final int filesMax;
  private final Map<Path, Handle> handles = new LinkedHashMap<>(16, 0.75f, true);

  /** @param filesMax files kept open that nobody reads */
  public OpenFiles(Disk disk, int filesMax) {
    this.disk = disk;
    this.filesMax = filesMax;
  }

  /** A file in use; close it when done. */
  public final class Handle implements Closeable {
    private final ReadFile file;
    private int users;
    private boolean dropped;
    private long usedNanos;

    private Handle(ReadFile file) {
      this.file = file;
    }

    public ReadFile file() {
      return file;
    }

    /** Gives it back. */
    @Override
    public void close() throws IOException {
      boolean last;
      synchronized (OpenFiles.this) {
        usedNanos = System.nanoTime();
        last = --users == 0 && dropped;
      }
      if (last) {
        file.close();
      }
    }
  }

  /** The file, opened if need be. @throws java.nio.file.NoSuchFileException if there is none */
  public Handle open(Path path) throws IOException {
    var known = openIfKnown(path);
    if (known != null) {
      return known;
    }
    var opened = new Handle(opened(path));
    List<Handle> surplus;
    Handle result;
    synchronized (this) {
      var other = handles.putIfAbsent(path, opened);
      result = other == null ? opened : other;
      result.users++;
      surplus = surplus();
      if (other != null) {
        surplus.add(opened);
      }
    }
    closeAll(surplus);
    return result;
  }

  private ReadFile opened(Path path) throws IOException {
    try {
      return disk.open(path);
    } catch (NoSuchFileException none) {
      if (AccountFiles.isBody(path)) {
        return JoinedFile.open(disk, path);
      }
      throw none;
    }
  }

  /** The file if it is open already, else null. Never blocks. */
  public synchronized Handle openIfKnown(Path path) {
    var handle = path == null ? null : handles.get(path);
    if (handle != null) {
      handle.users++;
    }
    return handle;
  }

  private List<Handle> surplus() {
    var surplus = new ArrayList<Handle>();
    var oldest = handles.values().iterator();
    for (int excess = handles.size() - filesMax; excess > 0 && oldest.hasNext(); excess--) {
      drop(oldest.next(), surplus);
      oldest.remove();
    }
    return surplus;
  }

  private static void drop(Handle handle, List<Handle> unused) {
    handle.dropped = true;
    if (handle.users == 0) {
      unused.add(handle);
    }
  }

  private static void closeAll(List<Handle> unused) throws IOException {
    for (Handle handle : unused) {
      handle.file.close();
    }
  }

  /** Closes files that nobody has read for so long: one that was deleted takes room as long as it is open. */
  public void closeIdle(long nanos) throws IOException {
    var unused = new ArrayList<Handle>();
    long now = System.nanoTime();
    synchronized (this) {
      handles.values().removeIf(handle -> {
        boolean idle = handle.users == 0 && now - handle.usedNanos >= nanos;
        if (idle) {
          drop(handle, unused);
        }
        return idle;
      });
    }
    closeAll(unused);
  }

  /** Forgets files below a directory: those in use are closed when they are given back. */
  public void forget(Path directory) throws IOException {
    var unused = new ArrayList<Handle>();
    synchronized (this) {
      handles.entrySet().removeIf(entry -> {
        boolean below = entry.getKey().startsWith(directory);
        if (below) {
          drop(entry.getValue(), unused);
        }
        return below;
      });
    }
    closeAll(unused);
  }

  @Override
  public void close() throws IOException {
    var unused = new ArrayList<Handle>();
    synchronized (this) {
      handles.values().forEach(handle -> drop(handle, unused));
      handles.clear();
    }
    closeAll(unused);
  }
}
