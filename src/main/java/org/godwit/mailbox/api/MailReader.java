package org.godwit.mailbox.api;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.List;
import org.godwit.account.Extent;
import org.godwit.account.MailboxState;
import org.godwit.mail.EncodedSummary;

/**
 * Reads bodies and summaries of one account from disk, from any node, without asking its owner. Safe on any event loop,
 * never blocks it; answers come back on the context that asked.
 *
 * <p>Fails with {@link MailboxFailure}: EXPIRED if compaction has taken the file away (ask for the mailbox again: the message
 * has another place now, or is gone), CORRUPT if the disk does not give it or it is damaged.
 */
public interface MailReader {

  /** Most octets that {@link #read} gives at once. */
  int READ_BYTES_MAX = 1 << 20;

  /** Most summaries that {@link #summaries} gives at once. */
  int SUMMARIES_MAX = 256;

  /**
   * Whether a body is as it was written, if that can be told at once. Octets of a body that is not known to be whole are not for
   * clients.
   *
   * @param body all of it, as a message has it
   * @return false if it is not known: use {@link #verify}
   */
  boolean isWholeNow(Extent body);

  /** Completes if a body is as it was written, and fails if it is not. */
  Uni<Void> verify(Extent body);

  /** Octets of an extent of at most {@link #READ_BYTES_MAX}; longer bodies are read slice by slice. */
  Uni<Buffer> read(Extent extent);

  /**
   * As {@link #read}, if it can be had at once (the pages are cached).
   *
   * @return null if not: use {@link #read}
   */
  Buffer readNow(Extent extent);

  /**
   * As {@link #readNow(Extent)}, into an array that has room for it, from its start on.
   *
   * @return false if it cannot be had at once
   */
  boolean readNow(Extent extent, byte[] target);

  /** The file that has this extent as it is, at the extent's offset; null if that cannot be told at once, or if there is none. */
  default Path fileNow(Extent extent) {
    return null;
  }

  /**
   * Encoded {@code org.godwit.mail.Summary} of the messages at these indexes, ascending, at most {@link #SUMMARIES_MAX}; neighbours
   * are read together. Computed from the body where none is stored.
   */
  Uni<List<EncodedSummary>> summaries(MailboxState messages, int[] indexes);

  /**
   * As {@link #summaries}, if they can be had at once.
   *
   * @return null if not: use {@link #summaries}
   */
  List<EncodedSummary> summariesNow(MailboxState messages, int[] indexes);
}
