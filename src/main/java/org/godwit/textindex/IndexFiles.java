package org.godwit.textindex;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.MMapDirectory;

/**
 * The files of one mailbox's index. Nothing is synced: what a power cut leaves is found damaged by its checksums and made anew. Any
 * thread; one writer at a time.
 */
final class IndexFiles {

  /** What is indexed and how; another number makes all indexes anew. */
  private static final String FORMAT = "1";
  private static final String FORMAT_KEY = "godwit.format";

  /** Octets of memory in which a writer gathers before it writes a segment. */
  private static final double WRITER_MIB = 8;
  /** Segments of about one size before they become one; few, because a search asks each. */
  private static final int SEGMENTS_PER_TIER = 4;
  /** Segments do not grow beyond this by merging: a bound on what one merge takes. */
  private static final double SEGMENT_MIB_MAX = 512;

  private final Path path;

  IndexFiles(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /** It holds nothing that wants to be closed. */
  private Directory directory() throws IOException {
    return new FilterDirectory(new MMapDirectory(path)) {
      @Override
      public void sync(Collection<String> names) {
        // derived data
      }

      @Override
      public void syncMetaData() {
        // derived data
      }
    };
  }

  /** Whether there is anything. */
  boolean exists() {
    return Files.isDirectory(path);
  }

  /**
   * Opens what was committed last.
   *
   * @throws IOException if there is nothing, or it is damaged or of another format
   */
  DirectoryReader open() throws IOException {
    var reader = DirectoryReader.open(directory());
    try {
      if (!FORMAT.equals(reader.getIndexCommit().getUserData().get(FORMAT_KEY))) {
        throw new IndexFormatTooOldException(path.toString(), "not format " + FORMAT);
      }
      return reader;
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /** Removes what is there; Lucene would want to read it even when it is to be replaced. */
  private void clear() throws IOException {
    try (var files = Files.list(path)) {
      for (Path file : files.filter(file -> !file.endsWith(IndexWriter.WRITE_LOCK_NAME)).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** A writer. @param anew whether what is there is of no use */
  IndexWriter writer(boolean anew) throws IOException {
    Files.createDirectories(path);
    if (anew) {
      clear();
    }
    var merges = new TieredMergePolicy();
    merges.setSegmentsPerTier(SEGMENTS_PER_TIER);
    merges.setMaxMergedSegmentMB(SEGMENT_MIB_MAX);
    merges.setNoCFSRatio(1);
    var config = new IndexWriterConfig(null)
        .setOpenMode(anew ? OpenMode.CREATE : OpenMode.APPEND)
        .setRAMBufferSizeMB(WRITER_MIB)
        .setMergeScheduler(new SerialMergeScheduler())
        .setMergePolicy(merges)
        .setCommitOnClose(false);
    var writer = new IndexWriter(directory(), config);
    writer.setLiveCommitData(Map.of(FORMAT_KEY, FORMAT).entrySet());
    return writer;
  }
}
