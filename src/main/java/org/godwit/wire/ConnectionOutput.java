package org.godwit.wire;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.godwit.vertx.Unis;

/**
 * Output of a connection: gathers octets, sends them in pieces, and counts what the client has not taken yet.
 *
 * <p>Invariant: {@link #pendingBytes} is what this connection holds in memory; it passes
 * {@code outputBytesMax} by at most what is written between two calls of {@link #drained}.
 */
final class ConnectionOutput implements Output {

  private static final byte[] EMPTY = new byte[0];
  private static final int KEPT_BYTES = 1024;
  /** How much larger the array becomes for what does not fit: it is copied often otherwise. */
  private static final int GROWTH = 4;
  /** Arrays of at least this size are not copied twice. */
  private static final int JOINED_BYTES_MIN = 4 * 1024;
  /** So much goes to the socket at once: a system call for each message of a FETCH costs more than copying it. */
  private static final int SEND_BYTES = 64 * 1024;
  /** Room for what is sent at once, and for the last that is put to it. */
  private static final int PIECE_BYTES = SEND_BYTES + JOINED_BYTES_MIN;
  /** So much of a file is sent at once: from 1 MiB on Vert.x cuts it itself, and logs an error when the client leaves in the middle. */
  private static final int FILE_BYTES = 960 * 1024;
  /** Room for what follows a large array. */
  private static final int TAIL_BYTES = 512;

  private final Function<Buffer, Future<Void>> socket;
  private final Files files;
  private final WireLimits limits;
  private final Alarm stalled;
  private final List<UniEmitter<? super Void>> waiting = new ArrayList<>();

  /** Large arrays and what was gathered before them, to be sent before {@link #gathered}; null if there is none. */
  private Buffer joined;
  private byte[] gathered = EMPTY;
  private int count;
  /** A whole piece was sent since the last flush: more will come. */
  private boolean isLong;
  /** Octets that were gathered at the last flush: what comes next is often as much. */
  private int usual;
  private long inFlightBytes;
  private Deflating deflating;
  private boolean closed;

  /** Sends ranges of files. */
  interface Files {
    /** Tells when it is sent; null if the socket does not take octets as they are. */
    Future<Void> send(Path file, long offset, long length);
  }

  /**
   * @param vertx for the timer
   * @param socket sends octets, and tells when they are taken
   * @param dropped what to do with a client that takes nothing for too long
   */
  ConnectionOutput(Vertx vertx, Function<Buffer, Future<Void>> socket, Files files, WireLimits limits, Runnable dropped) {
    this.socket = socket;
    this.files = files;
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
    for (int done = 0; done < length; done += SEND_BYTES) {
      int size = Math.min(length - done, SEND_BYTES);
      if (deflating == null && size >= JOINED_BYTES_MIN) {
        join(octets, offset + done, size);
      } else {
        append(octets, offset + done, size);
      }
      sendIfMany();
    }
  }

  private void sendIfMany() {
    if (joinedBytes() + count >= SEND_BYTES) {
      isLong = true;
      send();
    }
  }

  @Override
  public void put(ByteBuffer octets) {
    int length = octets.remaining();
    if (length >= JOINED_BYTES_MIN) {
      Output.super.put(octets);
      return;
    }
    reserve(length);
    octets.get(gathered, count, length);
    count += length;
    sendIfMany();
  }

  @Override
  public void putNumber(long value) {
    if (value < 0) {
      Output.super.putNumber(value);
      return;
    }
    int digits = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      digits++;
    }
    reserve(digits);
    count += digits;
    long rest = value;
    for (int at = count - 1; at >= count - digits; at--) {
      gathered[at] = (byte) ('0' + rest % 10);
      rest /= 10;
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
  public Uni<Void> sendFile(Path file, long offset, long length) {
    if (deflating != null || closed) {
      return null;
    }
    flush();
    Future<Void> all = Future.succeededFuture();
    for (long done = 0; done < length; done += FILE_BYTES) {
      long size = Math.min(length - done, FILE_BYTES);
      var sent = files.send(file, offset + done, size);
      if (sent == null) {
        return null;
      }
      leaves(size);
      sent.onComplete(ended -> taken(size));
      all = all.compose(before -> sent);
    }
    return Unis.from(all).onFailure(ConnectionOutput::isLeft).transform(left -> new ConnectionClosed());
  }

  /** Whether it failed since the client has gone, not since the file cannot be read. */
  private static boolean isLeft(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return failure instanceof ClosedChannelException || message.contains("Broken pipe") || message.contains("Connection reset");
  }

  @Override
  public Uni<Void> drained() {
    if (closed) {
      return Uni.createFrom().failure(new ConnectionClosed());
    }
    if (pendingBytes() <= limits.outputBytesMax()) {
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
    usual = isLong ? SEND_BYTES : count;
    isLong = false;
    if (deflating != null && !closed) {
      sendPiece(deflating.flush(gathered, count));
      clear();
    } else {
      send();
    }
  }

  /** Octets that the client has not taken yet. */
  long pendingBytes() {
    return joinedBytes() + count + inFlightBytes;
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
    joined = null;
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
      int grown = isLong ? PIECE_BYTES : gathered.length >= KEPT_BYTES && usual > gathered.length ? usual + JOINED_BYTES_MIN
          : Math.max(256, Math.min(gathered.length * GROWTH, PIECE_BYTES));
      gathered = Arrays.copyOf(gathered, Math.max(count + length, grown));
    }
  }

  private void join(byte[] octets, int offset, int length) {
    if (joined == null) {
      joined = Buffer.buffer(Math.max(count + length + TAIL_BYTES, isLong ? SEND_BYTES + SEND_BYTES / 4 : 0));
    }
    joined.appendBytes(gathered, 0, count).appendBytes(octets, offset, length);
    clear();
  }

  private int joinedBytes() {
    return joined == null ? 0 : joined.length();
  }

  private void send() {
    var piece = joined;
    joined = null;
    if (!closed && (piece != null || count > 0)) {
      sendPiece(deflating != null ? deflating.deflate(gathered, count)
          : (piece == null ? Buffer.buffer(count) : piece).appendBytes(gathered, 0, count));
    }
    clear();
  }

  private void clear() {
    count = 0;
    if (gathered.length > KEPT_BYTES && !isLong) {
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
    leaves(length);
    socket.apply(piece).onComplete(written -> taken(length));
  }

  private void leaves(long length) {
    if (!stalled.isOn()) {
      stalled.start(limits.writeTimeoutMs());
    } else if (inFlightBytes == 0) {
      stalled.touch();
    }
    inFlightBytes += length;
  }

  private void taken(long length) {
    inFlightBytes -= length;
    stalled.touch();
    wakeDrained();
  }

  private void wakeDrained() {
    if (waiting.isEmpty() || pendingBytes() > limits.outputBytesMax() / 2) {
      return;
    }
    var woken = List.copyOf(waiting);
    waiting.clear();
    woken.forEach(emitter -> emitter.complete(null));
  }
}
