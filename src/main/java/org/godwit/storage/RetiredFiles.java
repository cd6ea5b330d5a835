package org.godwit.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that the newest state does not need any more, kept a while for readers of older states. One thread.
 *
 * <p>A file leaves after its time. One with summaries does not leave before the second checkpoint from when it was retired: a
 * message copied while the first was written may still point to its source's summary.
 */
final class RetiredFiles {

  private static final Logger LOG = LoggerFactory.getLogger(RetiredFiles.class);

  private record Terms(long untilMs, long untilCheckpoint) {}

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
    retired.putIfAbsent(file, new Terms(nowMs + retireMs, checkpoints + 1));
  }

  /** A file that only readers of older states may want. */
  void addUnneeded(Path file, long nowMs) {
    retired.putIfAbsent(file, new Terms(nowMs + retireMs, 0));
  }

  boolean contains(Path file) {
    return retired.containsKey(file);
  }

  void checkpointWritten() {
    checkpoints++;
  }

  /** Deletes those whose time has come; what cannot be deleted is a leftover for the next owner. */
  void sweep(long nowMs) {
    var due = retired.entrySet().stream()
        .filter(entry -> entry.getValue().untilMs <= nowMs && entry.getValue().untilCheckpoint <= checkpoints)
        .map(Map.Entry::getKey).toList();
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
