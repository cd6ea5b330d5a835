package org.godwit.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that the newest state does not need any more, kept a while for readers of older states. One thread.
 *
 * <p>A file leaves after its time, or earlier if such files take more room than they may: a reader who comes too late asks for the
 * newer state, and whoever reads a file at that moment goes on reading it. One with summaries does not leave before the second checkpoint from when it was retired: a
 * message copied while the first was written may still point to its source's summary.
 */
final class RetiredFiles {

  private static final Logger LOG = LoggerFactory.getLogger(RetiredFiles.class);

  private record Terms(long untilMs, long untilCheckpoint, long octets) {}

  private final AccountFiles files;
  private final long retireMs;
  private final Map<Path, Terms> retired = new LinkedHashMap<>();
  private long checkpoints;

  RetiredFiles(AccountFiles files, long retireMs) {
    this.files = files;
    this.retireMs = retireMs;
  }

  /** A file that messages copied a moment ago may still point to. */
  void add(Path file, long nowMs) {
    retired.putIfAbsent(file, new Terms(nowMs + retireMs, checkpoints + 1, octets(file)));
  }

  /** A file that only readers of older states may want. */
  void addUnneeded(Path file, long nowMs) {
    retired.putIfAbsent(file, new Terms(nowMs + retireMs, 0, octets(file)));
  }

  private long octets(Path file) {
    try (var opened = files.disk().open(file)) {
      return opened.size();
    } catch (IOException e) {
      return 0;
    }
  }

  boolean contains(Path file) {
    return retired.containsKey(file);
  }

  void checkpointWritten() {
    checkpoints++;
  }

  /** Those whose time has come, and the oldest ones as long as all together are larger than allowed. */
  List<Path> due(long nowMs, long octetsMax) {
    long octets = retired.values().stream().mapToLong(Terms::octets).sum();
    var due = new ArrayList<Path>();
    for (var entry : retired.entrySet()) {
      var terms = entry.getValue();
      if (terms.untilCheckpoint <= checkpoints && (terms.untilMs <= nowMs || octets > octetsMax)) {
        octets -= terms.octets;
        due.add(entry.getKey());
      }
    }
    return due;
  }

  /** What cannot be deleted is a leftover for the next owner. */
  void delete(List<Path> due) {
    for (Path file : due) {
      retired.remove(file);
      try {
        files.disk().delete(file);
      } catch (IOException e) {
        LOG.warn("{} stays though nothing needs it: {}", file, e.toString());
      }
    }
  }
}
