package org.godwit.storage.ownership;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.godwit.storage.io.Disk;
import org.godwit.storage.io.FaultyDisk;

/**
 * The file system that all owners of one run have in common, and a fingerprint of what is in it: of who wrote what and in which
 * order, not of octets, since segments and names of received files have random parts. One thread at a time.
 */
final class SharedDisk {

  /** One file's history: as everybody sees it, and as it would be after a power cut. */
  private static final class Marks {
    private long content;
    private long durable;
  }

  private final FaultyDisk disk;
  private final Map<Path, Marks> files = new HashMap<>();
  private final Map<Path, Long> unsyncedNames = new HashMap<>();
  private final Map<Path, Long> names = new HashMap<>();
  private int received;

  SharedDisk(FaultyDisk disk) {
    this.disk = disk;
    for (Path path : disk.files().stream().sorted().toList()) {
      files.put(path, new Marks());
    }
  }

  FaultyDisk disk() {
    return disk;
  }

  /** Everything that anybody could find out, now or after a power cut. */
  long fingerprint() {
    long all = 0;
    for (var file : files.entrySet()) {
      var marks = file.getValue();
      all += Fingerprint.mix(name(file.getKey()), Fingerprint.mix(marks.content, marks.durable));
    }
    for (var directory : unsyncedNames.entrySet()) {
      all += Fingerprint.mix(name(directory.getKey()), directory.getValue());
    }
    return all;
  }

  /** A path's name: received files by the order in which they came. */
  long name(Path path) {
    return names.computeIfAbsent(path,
        p -> p.toString().endsWith(".part") ? ++received : Fingerprint.of(p.toString()));
  }

  long contentOf(Path path) {
    var marks = files.get(path);
    return marks == null ? -1 : marks.content;
  }

  long contentOf(Path directory, List<Disk.Entry> entries) {
    long all = 0;
    for (Disk.Entry entry : entries) {
      var path = directory.resolve(entry.name());
      all += Fingerprint.mix(name(path), contentOf(path));
    }
    return all;
  }

  // --- what happens ---

  void created(Path path, long by) {
    var marks = new Marks();
    marks.content = by;
    files.put(path, marks);
    renamed(path, by);
  }

  /** Files go on being the same file when their name is gone. */
  Object fileAt(Path path) {
    return files.get(path);
  }

  void written(Object file, long by) {
    var marks = (Marks) file;
    marks.content = Fingerprint.mix(marks.content, by);
  }

  void synced(Object file) {
    if (file instanceof Marks marks) {
      marks.durable = marks.content;
    }
  }

  void moved(Path from, Path to, long by) {
    var marks = files.remove(from);
    files.put(to, marks);
    renamed(from, by);
    renamed(to, by);
  }

  void linked(Path existing, Path link, long by) {
    files.put(link, files.get(existing));
    renamed(link, by);
  }

  void deleted(Path path) {
    if (files.remove(path) != null) {
      renamed(path, 1);
    }
  }

  private void renamed(Path path, long by) {
    unsyncedNames.merge(path.getParent(), Fingerprint.mix(name(path), by), Fingerprint::mix);
  }

  void namesSynced(Path directory) {
    unsyncedNames.remove(directory);
  }
}
