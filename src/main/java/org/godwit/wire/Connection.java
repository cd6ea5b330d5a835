package org.godwit.wire;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.godwit.tls.TlsChannel;
import org.godwit.tls.TlsEngines;
import org.godwit.vertx.Unis;
import org.godwit.wire.gate.Gate;
import org.godwit.wire.gate.Place;

/**
 * One client's connection. Input is pulled: nothing is read from the socket but for somebody who waits for it, so a
 * client that sends faster than its commands run is held up by TCP, not by memory. A client that has closed its sending half gets the
 * answers to everything that it sent; who then waits for more ends the connection. Event loop of the connection only.
 */
public final class Connection {

  /** How long a client may take to read what is left for it when the connection is closed. */
  private static final long CLOSE_MS = 60_000;

  private final Vertx vertx;
  private final NetSocket socket;
  private final Context context;
  private final Place place;
  private final ByteQueue input = new ByteQueue();
  private final ConnectionOutput output;
  private Origin origin;
  private InputBudget budget = InputBudget.NONE;
  private TlsStage tls;
  private UniEmitter<? super Void> handshake;
  private Alarm late;
  private Alarm closing;
  private Inflating inflating;
  private Runnable waiter;
  private Runnable onClosed = () -> { };
  private boolean inputEnded;
  private boolean closed;

  /** As the other constructor, without a place among others. */
  public Connection(Vertx vertx, NetSocket socket, WireLimits limits) {
    this(vertx, socket, limits, Gate.open().place());
  }

  /**
   * Takes over a socket that was just accepted, on its event loop.
   *
   * @param vertx for timers
   * @param place given back when the connection is gone
   */
  public Connection(Vertx vertx, NetSocket socket, WireLimits limits, Place place) {
    this.vertx = vertx;
    this.socket = socket;
    this.place = place;
    this.origin = Origin.direct(peer(socket));
    this.context = vertx.getOrCreateContext();
    this.output = new ConnectionOutput(vertx, this::transmit, this::transmit, limits, this::drop);
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

  private static InetAddress peer(NetSocket socket) {
    var address = socket.remoteAddress();
    return InetAddress.ofLiteral(address == null || address.hostAddress() == null ? "0.0.0.0" : address.hostAddress());
  }

  /** Where it comes from. */
  public Origin origin() {
    return origin;
  }

  /** The IP address of the client; {@code 0.0.0.0} if it has none. */
  public InetAddress remoteAddress() {
    return origin.address();
  }

  /** A proxy has told where it comes from. */
  void cameFrom(Origin told) {
    origin = told;
  }

  /** What it takes of the server's connections. */
  public Place place() {
    return place;
  }

  /**
   * Calls {@code exceeded}, once, when the client has sent more than {@code bytesMax} octets from now on, decrypted and decompressed; whoever
   * waits for input is not called any more. Replaces the bound that was there.
   */
  public void boundInput(long bytesMax, Runnable exceeded) {
    budget = new InputBudget(bytesMax, exceeded);
  }

  /** There is no such bound any more. */
  public void unboundInput() {
    budget = InputBudget.NONE;
  }

  /** Whether the client's octets are encrypted on their way: here, or up to a trusted proxy that says so. */
  public boolean isSecure() {
    return origin.isTlsBefore() || isEncrypted();
  }

  private boolean isEncrypted() {
    return tls != null && tls.isSecured();
  }

  /** What the TLS handshake settled; empty while the connection is in clear. */
  public Optional<TlsChannel> tls() {
    return isEncrypted() ? Optional.of(tls.channel()) : Optional.empty();
  }

  /** Whether both directions are compressed. */
  public boolean isCompressed() {
    return inflating != null;
  }

  /** Whether the connection is gone. */
  public boolean isClosed() {
    return closed;
  }

  /** From now on it stays when its port is closed, until it is closed itself. */
  void outlivePort() {
    socket.shutdownHandler(portClosed -> { });
  }

  /** Called once when the connection is gone, from either side. Replaces what was to be called before. */
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
    } else if (inputEnded) {
      context.runOnContext(ignored -> noMore());
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
   * Encrypts from here on, as a client expects it that begins with the handshake. To be called before anything was read.
   * Nobody may wait for input meanwhile. Fails if the handshake does or takes too long; then the connection is gone.
   */
  public Uni<Void> startTls(TlsEngines engines) {
    return Uni.createFrom().emitter(emitter -> begin(engines, emitter));
  }

  /**
   * As {@link #startTls}, behind an answer that is gathered already: sends it, and encrypts everything behind it. What the
   * client has sent by now came in clear and is thrown away; what comes in clear later fails the handshake: neither is
   * taken for commands (RFC 9051, 6.2.1).
   */
  public Uni<Void> upgradeToTls(TlsEngines engines) {
    return Uni.createFrom().emitter(emitter -> {
      input.skip(input.size());
      socket.handler(inClear -> inputEnded |= inClear.length() == 0);
      socket.resume();
      // what waited in clear is delivered by tasks of the loop that come before this one
      context.runOnContext(ignored -> {
        socket.pause();
        output.flush();
        socket.handler(this::received);
        begin(engines, emitter);
      });
    });
  }

  private void begin(TlsEngines engines, UniEmitter<? super Void> emitter) {
    if (inputEnded) {
      drop();
    }
    if (closed) {
      emitter.fail(new ConnectionClosed());
      return;
    }
    late = new Alarm(vertx, this::drop);
    late.start(engines.handshakeTimeoutMs());
    handshake = emitter;
    tls = new TlsStage(engines, socket, context, origin.address(), new Secured());
    if (input.isEmpty()) {
      socket.fetch(1);
    } else {
      // what came behind a PROXY header
      tls.received(Buffer.buffer(input.take(input.size())));
    }
  }

  /** Sends what is gathered, then closes; a client that does not take it is dropped after a while. Completes when the connection is gone. */
  public Uni<Void> close() {
    output.flush();
    if (!closed && closing == null) {
      closing = new Alarm(vertx, this::drop);
      closing.start(CLOSE_MS);
    }
    if (tls != null) {
      tls.close();
    }
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

  private Future<Void> transmit(Buffer octets) {
    return tls == null ? socket.write(octets) : tls.write(octets);
  }

  private Future<Void> transmit(Path file, long offset, long length) {
    return tls == null ? socket.sendFile(file.toString(), offset, length) : null;
  }

  private void received(Buffer octets) {
    if (octets.length() == 0) {
      ended();
    } else if (tls == null) {
      take(octets.getBytes());
      taken();
    } else {
      tls.received(octets);
    }
  }

  /** The client sends no more. With TLS it would have said so, and then it is gone. */
  private void ended() {
    inputEnded = true;
    if (tls != null) {
      drop();
    } else {
      noMore();
    }
  }

  /** Whoever waits, waits in vain: all that came before was answered. */
  private void noMore() {
    if (waiter != null) {
      waiter = null;
      close().subscribe().with(done -> { }, failure -> drop());
    }
  }

  private void take(byte[] octets) {
    if (inflating == null) {
      budget.spend(octets.length);
      input.add(octets);
    } else {
      inflating.add(octets);
    }
  }

  private void taken() {
    if (inflating == null) {
      wake();
    } else {
      inflate();
    }
  }

  private void inflate() {
    if (closed || waiter == null) {
      return;
    }
    try {
      int before = input.size();
      boolean some = inflating.inflate(input);
      budget.spend(input.size() - before);
      if (some) {
        wake();
      } else if (inputEnded) {
        noMore();
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
    if (budget.isExceeded()) {
      budget.tell();
    } else if (woken != null) {
      woken.run();
    }
  }

  private void nowClosed() {
    if (closed) {
      return;
    }
    closed = true;
    waiter = null;
    place.release();
    if (closing != null) {
      closing.stop();
    }
    output.closed();
    if (inflating != null) {
      inflating.end();
    }
    if (tls != null) {
      tls.gone();
    }
    endHandshake();
    onClosed.run();
  }

  private void endHandshake() {
    var waiting = handshake;
    handshake = null;
    if (waiting != null) {
      late.stop();
      waiting.fail(new ConnectionClosed());
    }
  }

  /** What comes out of TLS. */
  private final class Secured implements TlsStage.Events {

    @Override
    public void decrypted(byte[] octets) {
      take(octets);
    }

    @Override
    public void secured() {
      var waiting = handshake;
      handshake = null;
      late.stop();
      late = null;
      waiting.complete(null);
    }

    @Override
    public void rested(boolean any) {
      if (any) {
        taken();
      } else if (waiter != null || !tls.isSecured()) {
        socket.fetch(1);
      }
    }

    @Override
    public void ended() {
      drop();
    }
  }
}
