package org.godwit.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Files that the newest state does not need any more, kept a while for readers of older states. One thread.
 *
 * <p>A file leaves after its time. One with summaries does not leave before the second checkpoint from when it was retired: a
 * message copied while the first was written may still point to its source's summary.
 */
final class RetiredFiles {

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

  /** Deletes those whose time has come. */
  void sweep(long nowMs) throws IOException {
    var due = new ArrayDeque<Path>();
    retired.forEach((file, terms) -> {
      if (terms.untilMs <= nowMs && terms.untilCheckpoint <= checkpoints) {
        due.add(file);
      }
    });
    for (Path file : due) {
      files.disk().delete(file);
      retired.remove(file);
    }
  }
}
