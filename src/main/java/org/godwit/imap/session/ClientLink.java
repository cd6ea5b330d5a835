package org.godwit.imap.session;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/** The connection as a command needs it that does more than answer: IDLE, AUTHENTICATE, COMPRESS, LOGOUT. */
public interface ClientLink {

  /** Who is at the other end. */
  Peer peer();

  /** Whether the connection is encrypted. */
  boolean isSecure();

  /** Whether COMPRESS is on. */
  boolean isCompressed();

  /**
   * The next line the client sends, without CRLF, in place of a command. What was written before is sent first. Fails
   * with {@link org.godwit.wire.ConnectionClosed}, or with a {@link org.godwit.imap.response.CommandFailure} if the
   * line is longer than the bound.
   */
  Uni<byte[]> readLine();

  /**
   * What to do once the tagged response of this command is written and flushed, before the next command is read: switch
   * compression on, close. Ignored when the command fails.
   */
  void afterReply(Supplier<Uni<Void>> action);

  /** Compresses both directions from now on (RFC 4978). For {@link #afterReply}. */
  Uni<Void> compress();

  /** Sends what is gathered and closes. For {@link #afterReply}. */
  Uni<Void> close();

  /** Limits and time-outs for clients that are logged in, or are not. */
  void authenticated(boolean loggedIn);
}
