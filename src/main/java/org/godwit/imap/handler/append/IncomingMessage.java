package org.godwit.imap.handler.append;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import org.godwit.mailbox.api.IncomingBody;
import org.godwit.mailbox.api.NewMessage;
import org.godwit.mime.MessageParser;
import org.godwit.wire.LiteralSink;

/**
 * A large message on its way in: each piece goes to disk and through the parser. Holds no more of it than one piece. One event loop.
 */
final class IncomingMessage implements LiteralSink {

  private final IncomingBody body;
  private final MessageParser parser = new MessageParser();
  private boolean nul;
  private NewMessage.Received received;
  private byte[] summary;

  IncomingMessage(IncomingBody body) {
    this.body = body;
  }

  @Override
  public Uni<Void> write(Buffer piece) {
    byte[] octets = piece.getBytes();
    parser.feed(octets, 0, octets.length);
    nul = nul || Messages.hasNul(octets);
    return body.write(piece);
  }

  @Override
  public Uni<Void> complete() {
    summary = parser.finish().encode();
    return body.finish().invoke(durable -> received = durable).replaceWithVoid();
  }

  /** The command is over: what the store has not adopted by then nobody wants. */
  @Override
  public void release() {
    body.abort();
  }

  /** Whether there is a NUL in it. */
  boolean hasNul() {
    return nul;
  }

  /** The message's octets, after {@link #complete}. */
  NewMessage.Received received() {
    return received;
  }

  /** The message's encoded summary, after {@link #complete}. */
  byte[] summary() {
    return summary;
  }
}
