package org.godwit.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.storage.checkpoint.Catalogue;
import org.godwit.storage.checkpoint.SummaryFile;
import org.godwit.storage.io.Disk;
import org.godwit.storage.journal.SegmentHeader;
import org.godwit.storage.journal.SegmentName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes files that nothing needs. One worker.
 *
 * <p>An owner deletes only what was there before a check that found it to be the owner still, and only after it published
 * something (a checkpoint, a segment's header) from which any later owner sees that it is not needed.
 */
final class CheckpointSweep {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointSweep.class);

  /** So many void segments are worth a write when an account is opened. */
  private static final int VOID_SEGMENTS_MIN = 4;

  private final AccountFiles files;
  private final StoreOptions options;
  private final int epoch;
  private final Recovery.Found found;
  private final RetiredFiles retired;
  /** Body files to which no valid record may point, and the segment whose end must be pinned before that is certain. */
  private final Map<Integer, SegmentName> orphans = new HashMap<>();
  /** Index files that were replaced while a baseline may still read them. */
  private final List<Path> held = new ArrayList<>();
  /** Summary files that were replaced, until one with a higher number is needed. */
  private final Set<Path> replacedSummaries = new HashSet<>();
  private final int nextBodyFile;
  private boolean swept;
  private List<Disk.Entry> checkpointFiles = List.of();
  private List<Disk.Entry> incomingFiles = List.of();

  CheckpointSweep(AccountFiles files, StoreOptions options, int epoch, Recovery.Found found) throws IOException {
    this.files = files;
    this.options = options;
    this.epoch = epoch;
    this.found = found;
    this.retired = new RetiredFiles(files, options.retireMs());
    int highest = found.state().counters().nextBodyFile() - 1;
    for (String name : files.disk().names(files.bodies())) {
      var number = AccountFiles.bodyNumber(name);
      if (number.isPresent()) {
        highest = Math.max(highest, number.getAsInt());
        orphans.put(number.getAsInt(), found.end().segment());
      }
    }
    orphans.keySet().removeAll(found.state().bodyFiles().keySet());
    nextBodyFile = highest + 1;
  }

  /** Above every body file's number so far. */
  int nextBodyFile() {
    return nextBodyFile;
  }

  /** A body file whose record was perhaps not written, behind the end of this segment. */
  void perhapsOrphan(int bodyFile, SegmentName behind) {
    orphans.put(bodyFile, behind);
  }

  /** Keeps a segment for readers of older states, then deletes it. */
  void retireSegment(Path file, long nowMs) {
    retired.addUnneeded(file, nowMs);
  }

  boolean isRetired(Path file) {
    return retired.contains(file);
  }

  /**
   * Deletes retired files whose time has come, or which take more room than that.
   *
   * @return whether there were any
   * @throws FencedException if somebody else owns the account: nothing is deleted
   */
  boolean retired(long nowMs, long octetsMax) throws IOException {
    var due = retired.due(nowMs, octetsMax);
    if (!due.isEmpty()) {
      files.journal().checkOwner(epoch);
      retired.delete(due);
    }
    return !due.isEmpty();
  }

  // --- journal ---

  /** Segments in which nothing was acknowledged, if there are several: what stale owners and failed writes left. */
  List<Path> voidSegments() throws IOException {
    var unneeded = new ArrayList<Path>();
    for (Disk.Entry entry : files.disk().list(files.journal().path())) {
      var number = SegmentName.number(entry.name());
      if (number.isPresent() && isVoid(number.getAsInt(), entry.size())) {
        KnownFormats.requireSegment(files, files.segment(number.getAsInt()));
        unneeded.add(files.segment(number.getAsInt()));
      }
    }
    return unneeded.size() < VOID_SEGMENTS_MIN ? List.of() : unneeded;
  }

  private boolean isVoid(int number, long size) {
    if (found.links().stream().anyMatch(link -> link.name().number() == number)) {
      return false;
    }
    boolean behind = !found.links().isEmpty() && number > found.links().getFirst().name().number();
    return behind || size <= SegmentHeader.BYTES;
  }

  // --- around a checkpoint ---

  /** Notes what is there, before the checkpoint's own files are. */
  void beforeCheckpoint() throws IOException {
    if (!swept) {
      checkpointFiles = files.disk().list(files.checkpoint());
      incomingFiles = files.disk().list(files.incoming());
    }
  }

  /**
   * Deletes what the new checkpoint replaces. What cannot be deleted now stays until it is a leftover.
   *
   * @param previous may be null
   * @param holdIndexes whether replaced indexes stay for now
   * @throws FencedException if somebody else owns the account: nothing is deleted
   */
  void afterCheckpoint(Catalogue previous, Catalogue now, boolean holdIndexes, long nowMs) throws FencedException {
    retired.checkpointWritten();
    try {
      files.journal().checkOwner(epoch);
      if (previous != null) {
        replaced(previous, now, nowMs);
      }
      retireSummaries(now, nowMs);
      sweepOrphans(now);
      sweepLeftovers(now, nowMs);
      SearchSweep.run(files, now);
      if (!holdIndexes) {
        dropHeld();
      }
    } catch (FencedException e) {
      throw e;
    } catch (IOException e) {
      LOG.warn("{}: files that are not needed stay for now: {}", files.root(), e.toString());
    }
  }

  private void dropHeld() throws IOException {
    for (Path index : held) {
      files.disk().delete(index);
    }
    held.clear();
  }

  private void replaced(Catalogue previous, Catalogue now, long nowMs) throws IOException {
    var needed = names(now);
    for (String name : names(previous)) {
      var path = files.checkpoint().resolve(name);
      if (needed.contains(name)) {
        continue;
      }
      if (name.endsWith(".summaries")) {
        replacedSummaries.add(path);
      } else if (name.endsWith(".index")) {
        held.add(path);
      } else {
        files.disk().delete(path);
      }
    }
    for (int bodyFile : previous.bodyFiles().keySet()) {
      if (!now.bodyFiles().containsKey(bodyFile)) {
        files.bodyNames(bodyFile).forEach(path -> retired.addUnneeded(path, nowMs));
      }
    }
  }

  /** Of the summary files the newest stays, needed or not: a file that is given its number anew could be deleted by a stale owner. */
  private void retireSummaries(Catalogue now, long nowMs) {
    int highest = highestSummaries(now);
    replacedSummaries.removeIf(path -> {
      boolean older = summaryNumber(path.getFileName().toString()) < highest;
      if (older) {
        retired.add(path, nowMs);
      }
      return older;
    });
  }

  private static int highestSummaries(Catalogue catalogue) {
    return catalogue.mailboxes().stream().flatMap(indexed -> indexed.summaries().stream()).mapToInt(SummaryFile::number)
        .max().orElse(0);
  }

  /** 0 for other files. */
  private static int summaryNumber(String fileName) {
    return AccountFiles.number(fileName, ".summaries").orElse(0);
  }

  /** The files of a checkpoint. */
  private Set<String> names(Catalogue catalogue) {
    var names = new HashSet<String>();
    names.add(catalogue.id().fileName());
    for (var indexed : catalogue.mailboxes()) {
      names.add(indexed.indexFile());
      for (SummaryFile file : indexed.summaries()) {
        names.add(files.summaries(file.number()).getFileName().toString());
      }
    }
    return names;
  }

  /**
   * Body files that nobody adopted. Their number must be below the published counter first: else the next owner might give it to another
   * body, and this one, if it has gone stale by then, would delete that.
   */
  private void sweepOrphans(Catalogue now) throws IOException {
    var pinned = orphans.entrySet().stream().filter(orphan -> !orphan.getValue().equals(now.position().segment()))
        .map(Map.Entry::getKey).filter(bodyFile -> bodyFile < now.counters().nextBodyFile()).toList();
    for (int bodyFile : pinned) {
      if (!now.bodyFiles().containsKey(bodyFile)) {
        for (Path path : files.bodyNames(bodyFile)) {
          files.disk().delete(path);
        }
      }
      orphans.remove(bodyFile);
    }
  }

  /** What earlier owners left behind. */
  private void sweepLeftovers(Catalogue now, long nowMs) throws IOException {
    if (swept) {
      return;
    }
    swept = true;
    var needed = names(now);
    for (Disk.Entry entry : checkpointFiles) {
      var path = files.checkpoint().resolve(entry.name());
      boolean kept = summaryNumber(entry.name()) > highestSummaries(now) || replacedSummaries.contains(path);
      if (!kept && !needed.contains(entry.name()) && !retired.contains(path) && !held.contains(path)) {
        files.disk().delete(path);
      }
    }
    for (Disk.Entry entry : incomingFiles) {
      if (entry.modifiedMs() < nowMs - options.incomingMs()) {
        files.disk().delete(files.incoming().resolve(entry.name()));
      }
    }
    checkpointFiles = List.of();
    incomingFiles = List.of();
  }
}
