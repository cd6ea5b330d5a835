package org.godwit.wire;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Output of a connection: gathers octets, sends them in pieces, and counts what the client has not taken yet.
 *
 * <p>Invariant: {@code gathered + inFlightBytes} is what this connection holds in memory; it passes
 * {@code outputBytesMax} by at most what is written between two calls of {@link #drained}.
 */
final class ConnectionOutput implements Output {

  private static final byte[] EMPTY = new byte[0];
  private static final int KEPT_BYTES = 1024;
  private static final int FLUSH_BYTES = 32 * 1024;
  private static final int UNCOPIED_BYTES = 4 * 1024;

  private final Function<Buffer, Future<Void>> socket;
  private final WireLimits limits;
  private final Alarm stalled;
  private final List<UniEmitter<? super Void>> waiting = new ArrayList<>();

  private byte[] gathered = EMPTY;
  private int count;
  private long inFlightBytes;
  private Deflating deflating;
  private boolean closed;

  /**
   * @param vertx for the timer
   * @param socket sends octets, and tells when they are taken
   * @param dropped what to do with a client that takes nothing for too long
   */
  ConnectionOutput(Vertx vertx, Function<Buffer, Future<Void>> socket, WireLimits limits, Runnable dropped) {
    this.socket = socket;
    this.limits = limits;
    this.stalled = new Alarm(vertx, () -> {
      if (inFlightBytes > 0) {
        dropped.run();
      }
    });
  }

  @Override
  public void put(int octet) {
    reserve(1);
    gathered[count++] = (byte) octet;
  }

  @Override
  public void put(byte[] octets, int offset, int length) {
    int from = offset;
    int rest = length;
    while (rest > FLUSH_BYTES) {
      append(octets, from, FLUSH_BYTES);
      send();
      from += FLUSH_BYTES;
      rest -= FLUSH_BYTES;
    }
    append(octets, from, rest);
    if (count >= FLUSH_BYTES) {
      send();
    }
  }

  @Override
  public void putAscii(String ascii) {
    int length = ascii.length();
    reserve(length);
    for (int i = 0; i < length; i++) {
      char c = ascii.charAt(i);
      gathered[count++] = c < 0x80 ? (byte) c : (byte) '?';
    }
  }

  @Override
  public void put(Buffer octets) {
    if (deflating != null || octets.length() < UNCOPIED_BYTES) {
      put(octets.getBytes(), 0, octets.length());
    } else {
      send();
      for (int from = 0; from < octets.length(); from += FLUSH_BYTES) {
        transmit(octets.slice(from, Math.min(from + FLUSH_BYTES, octets.length())));
      }
    }
  }

  @Override
  public Uni<Void> drained() {
    if (closed) {
      return Uni.createFrom().failure(new ConnectionClosed());
    }
    if (count + inFlightBytes <= limits.outputBytesMax()) {
      return Uni.createFrom().voidItem();
    }
    return Uni.createFrom().emitter(emitter -> {
      flush();
      waiting.add(emitter);
      wakeDrained();
    });
  }

  @Override
  public void flush() {
    if (deflating != null && !closed) {
      sendPiece(deflating.flush(gathered, count));
      clear();
    } else {
      send();
    }
  }

  /** Octets that the client has not taken yet. */
  long pendingBytes() {
    return count + inFlightBytes;
  }

  /** Sends what is gathered as it is, and everything after it compressed (RFC 4978, 3). */
  void deflate(Deflating stage) {
    send();
    deflating = stage;
  }

  /** Ends the compressed stream; everything after it is in clear. */
  void deflateEnd() {
    sendPiece(deflating.finish(gathered, count));
    clear();
    deflating.end();
    deflating = null;
  }

  /** The connection is gone: nothing is sent any more, whoever waits is told. */
  void closed() {
    closed = true;
    stalled.stop();
    gathered = EMPTY;
    count = 0;
    if (deflating != null) {
      deflating.end();
    }
    var told = List.copyOf(waiting);
    waiting.clear();
    told.forEach(emitter -> emitter.fail(new ConnectionClosed()));
  }

  private void append(byte[] octets, int offset, int length) {
    reserve(length);
    System.arraycopy(octets, offset, gathered, count, length);
    count += length;
  }

  private void reserve(int length) {
    if (gathered.length - count < length) {
      gathered = Arrays.copyOf(gathered, Math.max(count + length, Math.max(256, gathered.length * 2)));
    }
  }

  private void send() {
    if (count == 0) {
      return;
    }
    if (closed) {
      clear();
      return;
    }
    sendPiece(deflating == null ? Buffer.buffer(count).appendBytes(gathered, 0, count) : deflating.deflate(gathered, count));
    clear();
  }

  private void clear() {
    count = 0;
    if (gathered.length > KEPT_BYTES) {
      gathered = EMPTY;
    }
  }

  private void sendPiece(Buffer piece) {
    if (piece.length() > 0) {
      transmit(piece);
    }
  }

  private void transmit(Buffer piece) {
    int length = piece.length();
    if (!stalled.isOn()) {
      stalled.start(limits.writeTimeoutMs());
    } else if (inFlightBytes == 0) {
      stalled.touch();
    }
    inFlightBytes += length;
    socket.apply(piece).onComplete(written -> taken(length));
  }

  private void taken(int length) {
    inFlightBytes -= length;
    stalled.touch();
    wakeDrained();
  }

  private void wakeDrained() {
    if (waiting.isEmpty() || count + inFlightBytes > limits.outputBytesMax() / 2) {
      return;
    }
    var woken = List.copyOf(waiting);
    waiting.clear();
    woken.forEach(emitter -> emitter.complete(null));
  }
}
