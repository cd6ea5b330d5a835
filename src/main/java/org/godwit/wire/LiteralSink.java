package org.godwit.wire;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/**
 * Takes a large literal piece by piece, so that it is never whole in memory. Calls come one after the other: the next
 * piece is read from the connection when the last one is written.
 */
public interface LiteralSink {

  /** Takes a piece; the connection is not read until the returned Uni completes. */
  Uni<Void> write(Buffer piece);

  /** All pieces are written. What the sink holds is then the literal. */
  Uni<Void> complete();

  /**
   * Gives up what the sink holds, unless it was adopted meanwhile: the connection is gone, the command failed, or the
   * command is over. Called once, also after {@link #complete}.
   */
  void release();
}
