package org.godwit.imap.session;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.godwit.imap.response.ResponseCode;
import org.godwit.tls.TlsChannel;
import org.godwit.wire.gate.TurnedAway;

/** The connection as a command needs it that does more than answer: IDLE, AUTHENTICATE, STARTTLS, COMPRESS, LOGOUT. */
public interface ClientLink {

  /** Who is at the other end. */
  Peer peer();

  /** What a TLS handshake settled with the client, such as its certificate; empty while the connection is in clear. */
  Optional<TlsChannel> tls();

  /** Whether the connection is encrypted. */
  default boolean isSecure() {
    return tls().isPresent();
  }

  /** Octets written that the client has not taken yet. */
  long pendingOutputBytes();

  /** Whether COMPRESS is on. */
  boolean isCompressed();

  /**
   * The next line the client sends, without CRLF, in place of a command. What was written before is sent first. Fails
   * with {@link org.godwit.wire.ConnectionClosed}, or with a {@link org.godwit.imap.response.CommandFailure} if the
   * line is longer than the bound.
   */
  Uni<byte[]> readLine();

  /**
   * The same work, while which the client is told every {@link Patience#EVERY_MS} that it goes on. Nothing else may be written
   * meanwhile.
   *
   * @param sign writes such a notice, and flushes it
   */
  default <T> Uni<T> awaited(Uni<T> work, Runnable sign) {
    return work;
  }

  /**
   * What to do once the tagged OK of this command is written, before the next command is read: switch compression on,
   * close. Forgotten when the command fails.
   */
  void afterReply(Runnable action);

  /**
   * Encrypts from now on: no command is read before the handshake is over, and what came in clear is thrown away. Only
   * where STARTTLS is offered. For {@link #afterReply}.
   */
  void startTls();

  /** Compresses both directions from now on (RFC 4978). For {@link #afterReply}. */
  void compress();

  /** Ends compression (RFC 8437, 4.1). For {@link #afterReply}. */
  void decompress();

  /** Sends what is gathered, closes, and reads no more commands. For {@link #afterReply}. */
  void close();

  /**
   * {@code * BYE}, then closes: the session can not go on. Whatever the running command still says is lost. Not between
   * the parts of a response: see {@link #drop}.
   */
  void bye(Optional<ResponseCode> code, String text);

  /**
   * Closes at once, without a word: a literal was announced whose octets can not be given, so that nothing else can be
   * said any more.
   */
  void drop();

  /** Takes a place among the connections of a user who may log in. Returns why there is none, or empty; UNAUTHENTICATE gives it back. */
  default Optional<TurnedAway> enter(String user) {
    return Optional.empty();
  }

  /** Limits and time-outs from now on are those for clients that are logged in, or are not. */
  void loggedIn(boolean loggedIn);
}
