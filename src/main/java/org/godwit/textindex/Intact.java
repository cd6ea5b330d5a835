package org.godwit.textindex;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.SegmentReader;
import org.apache.lucene.util.StringHelper;

/** Whether segments are as they were written, by their checksums; each is read through once in the life of a process. Any thread. */
final class Intact {

  private static final int REMEMBERED_MAX = 10_000;

  private final Cache<String, Boolean> checked = Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).build();

  /** @throws IOException if one is damaged; the reader is closed then */
  void check(DirectoryReader reader) throws IOException {
    try {
      for (var leaf : reader.leaves()) {
        check((CodecReader) leaf.reader());
      }
    } catch (IOException | RuntimeException | InternalError e) {
      reader.close();
      throw e;
    }
  }

  private void check(CodecReader segment) throws IOException {
    String id = segment instanceof SegmentReader known ? StringHelper.idToString(known.getSegmentInfo().info.getId()) : "";
    if (id.isEmpty() || checked.getIfPresent(id) == null) {
      segment.checkIntegrity();
      checked.put(id, true);
    }
  }
}
