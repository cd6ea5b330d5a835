package org.godwit.wire;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.net.InetAddress;
import java.util.zip.DataFormatException;
import org.godwit.vertx.Unis;

/**
 * One client's connection. Input is pulled: nothing is read from the socket but for somebody who waits for it, so a
 * client that sends faster than its commands run is held up by TCP, not by memory. Event loop of the connection only.
 */
public final class Connection {

  private final NetSocket socket;
  private final Context context;
  private final ByteQueue input = new ByteQueue();
  private final ConnectionOutput output;
  private Inflating inflating;
  private Runnable waiter;
  private Runnable onClosed = () -> { };
  private boolean closed;

  /**
   * Takes over a socket that was just accepted, on its event loop.
   *
   * @param vertx for timers
   */
  public Connection(Vertx vertx, NetSocket socket, WireLimits limits) {
    this.socket = socket;
    this.context = vertx.getOrCreateContext();
    this.output = new ConnectionOutput(vertx, socket, limits, this::drop);
    socket.pause();
    socket.handler(this::received);
    socket.exceptionHandler(failure -> drop());
    socket.closeHandler(ignored -> nowClosed());
  }

  /** The event loop. */
  public Context context() {
    return context;
  }

  /** What was received, decompressed, and not yet consumed. */
  public ByteQueue input() {
    return input;
  }

  /** Where to write. */
  public Output output() {
    return output;
  }

  /** Octets written that the client has not taken yet. */
  public long pendingOutputBytes() {
    return output.pendingBytes();
  }

  /** The IP address of the client; {@code 0.0.0.0} if it has none. */
  public InetAddress remoteAddress() {
    var address = socket.remoteAddress();
    return InetAddress.ofLiteral(address == null || address.hostAddress() == null ? "0.0.0.0" : address.hostAddress());
  }

  /** Whether the connection is encrypted. */
  public boolean isSecure() {
    return socket.isSsl();
  }

  /** Whether both directions are compressed. */
  public boolean isCompressed() {
    return inflating != null;
  }

  /** Whether the connection is gone. */
  public boolean isClosed() {
    return closed;
  }

  /** Called once when the connection is gone, from either side. */
  public void onClosed(Runnable action) {
    onClosed = action;
  }

  /**
   * Calls {@code more} once there is more input than now: never before this method returns. Not called if the connection
   * goes away first. One waiter at a time.
   */
  public void awaitInput(Runnable more) {
    if (waiter != null) {
      throw new IllegalStateException("two wait for input");
    }
    if (closed) {
      return;
    }
    waiter = more;
    if (inflating != null && !inflating.isDry()) {
      context.runOnContext(ignored -> inflate());
    } else {
      socket.fetch(1);
    }
  }

  /** Compresses both directions from here on; what was received already is taken as compressed. */
  public void compress() {
    output.deflate(new Deflating());
    inflating = new Inflating();
    inflating.add(input.take(input.size()));
  }

  /** Ends {@link #compress}: what was received behind the last flush of the client is in clear (RFC 8437, 4.1). */
  public void decompress() {
    output.deflateEnd();
    input.add(inflating.end());
    inflating = null;
  }

  /**
   * Sends what is gathered, and encrypts everything behind it. What the client has sent by now came in clear and is thrown
   * away: it must not be taken for commands (RFC 9051, 6.2.1). Nobody may wait for input meanwhile. The server must have
   * TLS options, already in use, so that nothing can come in while they are read. Fails if the handshake does; then the
   * connection is gone.
   */
  public Uni<Void> upgradeToTls() {
    input.skip(input.size());
    socket.handler(inClear -> { });
    socket.resume();
    return Unis.of(() -> {
      Promise<Void> upgraded = Promise.promise();
      // what waited in clear is delivered by tasks of the loop that come before this one
      context.runOnContext(ignored -> {
        var upgrading = socket.upgradeToSsl(output.takeGathered());
        socket.pause();
        socket.handler(this::received);
        upgrading.onComplete(upgraded);
      });
      return upgraded.future();
    });
  }

  /** Sends what is gathered, then closes. Completes when the connection is gone. */
  public Uni<Void> close() {
    output.flush();
    return Unis.of(socket::end).onFailure().recoverWithNull();
  }

  /**
   * Ends the connection without waiting for the client to take anything. What the socket holds already, at most the bound
   * on output, goes when the client takes it or the kernel gives up (TCP user time-out).
   */
  public void drop() {
    nowClosed();
    socket.close();
  }

  private void received(Buffer octets) {
    if (inflating == null) {
      input.add(octets.getBytes());
      wake();
    } else {
      inflating.add(octets.getBytes());
      inflate();
    }
  }

  private void inflate() {
    if (closed || waiter == null) {
      return;
    }
    try {
      if (inflating.inflate(input)) {
        wake();
      } else {
        socket.fetch(1);
      }
    } catch (DataFormatException notDeflate) {
      drop();
    }
  }

  private void wake() {
    var woken = waiter;
    waiter = null;
    if (woken != null) {
      woken.run();
    }
  }

  private void nowClosed() {
    if (closed) {
      return;
    }
    closed = true;
    waiter = null;
    output.closed();
    if (inflating != null) {
      inflating.end();
    }
    onClosed.run();
  }
}
