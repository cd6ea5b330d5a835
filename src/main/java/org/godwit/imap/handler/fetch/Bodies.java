package org.godwit.imap.handler.fetch;

import io.smallrye.mutiny.Uni;
import org.godwit.account.Extent;
import org.godwit.mailbox.api.MailReader;

/**
 * Reads bodies, neighbours together: holds the octets read last. What can be had at once is read into an array of the event loop, and
 * stays there until another session's octets take its place: many sessions then need no memory for it. Event loop of the session only.
 */
final class Bodies {

  private static final int SCRATCH_BYTES = 64 * 1024;
  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  /** An event loop's array, and who has read into it last. */
  private static final class Scratch {
    private final byte[] octets = new byte[SCRATCH_BYTES];
    private Bodies user;
  }

  private final Scratch scratch = SCRATCH.get();
  private final MailReader reader;
  private final FetchLimits limits;
  private Extent held;
  /** From where {@link #held} begins. */
  private byte[] octets;
  /** The last read was of more than one message; if it fails, the next one is of one message only. */
  private boolean neighbours;
  private boolean alone;

  Bodies(MailReader reader, FetchLimits limits) {
    this.reader = reader;
    this.limits = limits;
  }

  /** As the other method, of octets that are wanted alone. */
  Slice now(Extent extent) {
    forget();
    return now(extent, extent);
  }

  /** Octets that are held or can be had at once, for use at once; else null: use {@link #read}. */
  Slice now(Extent extent, Extent toRead) {
    if (!holds(extent)) {
      var fitting = toRead.slice(0, Math.max(extent.length(), SCRATCH_BYTES));
      boolean fits = fitting.length() <= SCRATCH_BYTES;
      if (fits) {
        scratch.user = this;
      }
      byte[] target = fits ? scratch.octets : new byte[(int) fitting.length()];
      if (!reader.readNow(fitting, target)) {
        forget();
        return null;
      }
      hold(fitting, target);
    }
    return new Slice(octets, (int) (extent.offset() - held.offset()), (int) extent.length());
  }

  /** Reads, so that {@link #now} has the octets. */
  Uni<Void> read(Extent toRead) {
    return reader.read(toRead).invoke(read -> hold(toRead, read.getBytes())).replaceWithVoid();
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
    boolean there = held != null && (octets != scratch.octets || scratch.user == this);
    return there && held.segment() == extent.segment() && held.offset() <= extent.offset()
        && extent.offset() + extent.length() <= held.offset() + held.length();
  }

  private void hold(Extent extent, byte[] read) {
    held = extent;
    octets = read;
  }
}
