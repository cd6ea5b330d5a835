package org.godwit.imap.session;

import org.godwit.imap.command.Literal;
import org.godwit.wire.LiteralSink;

/**
 * A literal that went to a sink while it arrived. The session releases the sink when its command is over.
 *
 * @param sink as {@link LiteralSinks} opened it, completed
 */
public record StreamedLiteral(LiteralSink sink, long size) implements Literal {

  @Override
  public boolean inMemory() {
    return false;
  }

  @Override
  public byte[] bytes() {
    throw new IllegalStateException("a streamed literal is not in memory");
  }
}
