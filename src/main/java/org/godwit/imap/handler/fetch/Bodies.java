package org.godwit.imap.handler.fetch;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import org.godwit.account.Extent;
import org.godwit.mailbox.api.MailReader;

/** Reads bodies, neighbours together: holds the octets read last. Event loop of the session only. */
final class Bodies {

  private final MailReader reader;
  private final FetchLimits limits;
  private Extent held;
  private Buffer octets;
  /** The last read was of more than one message; if it fails, the next one is of one message only. */
  private boolean neighbours;
  private boolean alone;

  Bodies(MailReader reader, FetchLimits limits) {
    this.reader = reader;
    this.limits = limits;
  }

  /** Octets that are held or can be had at once; else null: use {@link #read}. */
  Buffer now(Extent extent, Extent toRead) {
    if (!holds(extent)) {
      var read = reader.readNow(toRead);
      if (read == null) {
        return null;
      }
      hold(toRead, read);
    }
    int start = (int) (extent.offset() - held.offset());
    return extent.length() == octets.length() ? octets : octets.slice(start, start + (int) extent.length());
  }

  /** Reads, so that {@link #now} has the octets. */
  Uni<Void> read(Extent toRead) {
    return reader.read(toRead).invoke(read -> hold(toRead, read)).replaceWithVoid();
  }

  /** What had better be read for this extent: up to the end of its neighbours that come next. */
  Extent withNeighbours(Extent extent, Batch batch, FetchedMessage message) {
    if (extent.isBodyFile() || alone || holds(extent)) {
      neighbours = false;
      alone = false;
      return extent;
    }
    long end = extent.offset() + extent.length();
    for (int i = 1; ; i++) {
      int index = batch.indexAhead(i);
      var next = index < 0 ? null : message.messages().body(index);
      boolean near = next != null && next.segment() == extent.segment() && next.offset() >= end
          && next.offset() - end <= limits.gapBytesMax()
          && next.offset() + next.length() - extent.offset() <= limits.readBytesMax();
      if (!near) {
        neighbours = i > 1;
        return new Extent(extent.segment(), extent.offset(), end - extent.offset());
      }
      end = next.offset() + next.length();
    }
  }

  /** Whether the read that failed was of several messages: the next try is of the first one alone. */
  boolean hadNeighbours() {
    alone = neighbours;
    return neighbours;
  }

  /** Lets go of what is held. */
  void forget() {
    held = null;
    octets = null;
  }

  boolean holds(Extent extent) {
    return held != null && held.segment() == extent.segment() && held.offset() <= extent.offset()
        && extent.offset() + extent.length() <= held.offset() + held.length();
  }

  private void hold(Extent extent, Buffer read) {
    held = extent;
    octets = read;
  }
}
