package org.godwit.imap.session;

import io.smallrye.mutiny.Uni;
import org.godwit.wire.LiteralSink;

/** Opens the places to which large messages go while they arrive. */
@FunctionalInterface
public interface LiteralSinks {

  /**
   * A place for a message of {@code size} octets. The handler of the command gets it back as
   * {@link StreamedLiteral#sink}, completed. A failure refuses the command, as {@link Failures} words it.
   */
  Uni<LiteralSink> open(ImapSession session, long size);
}
