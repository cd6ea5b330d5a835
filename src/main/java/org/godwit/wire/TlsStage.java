package org.godwit.wire;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Queue;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.godwit.net.ClientNetwork;
import org.godwit.tls.HandshakeTasks;
import org.godwit.tls.TlsChannel;
import org.godwit.tls.TlsEngines;

/**
 * TLS between a socket and a connection: an engine of the JDK, fed with what comes in. What is costly in a handshake runs
 * elsewhere. Between records it holds nothing but the octets of an incomplete one. Event loop of the connection only.
 *
 * <p>Vert.x has this too (upgradeToSsl), but up to 5.1 not for servers that share a port among event loops.
 */
final class TlsStage {

  /** What the stage tells its connection. */
  interface Events {
    /** Octets came. {@link #rested} or {@link #secured} follows. */
    void decrypted(byte[] octets);

    /** The handshake is over. */
    void secured();

    /**
     * All that came is worked off.
     *
     * @param any whether octets were decrypted since the last call
     */
    void rested(boolean any);

    /** The peer has ended the stream, or does not speak TLS as it should; it is told already. */
    void ended();
  }

  private record Piece(Buffer octets, Promise<Void> sent) {}

  private static final byte[] EMPTY = new byte[0];

  /** Scratch space of an event loop, for one record: never used across two calls. */
  private static final ThreadLocal<byte[]> SCRATCH = ThreadLocal.withInitial(() -> EMPTY);

  private final SSLEngine engine;
  private final HandshakeTasks tasks;
  private final ClientNetwork client;
  private final NetSocket socket;
  private final Context context;
  private final Events events;
  private final Queue<Piece> waiting = new ArrayDeque<>();

  /** What came and is not decrypted yet: from {@code start} to the end. */
  private byte[] undecrypted = EMPTY;
  private int start;
  private boolean busy;
  private boolean secured;
  private boolean justSecured;
  private boolean any;
  private boolean closed;

  /** @param client the client's address: handshakes of one address do not hold up those of another */
  TlsStage(TlsEngines engines, NetSocket socket, Context context, InetAddress client, Events events) {
    this.engine = engines.newEngine();
    this.tasks = engines.tasks();
    this.client = ClientNetwork.of(client);
    this.socket = socket;
    this.context = context;
    this.events = events;
  }

  /** Whether the handshake is over. */
  boolean isSecured() {
    return secured;
  }

  /** What it settled. */
  TlsChannel channel() {
    return new TlsChannel((ExtendedSSLSession) engine.getSession());
  }

  /** Octets from the socket. */
  void received(Buffer octets) {
    int before = undecrypted.length - start;
    byte[] all = Arrays.copyOfRange(undecrypted, start, undecrypted.length + octets.length());
    octets.getBytes(0, octets.length(), all, before);
    undecrypted = all;
    start = 0;
    proceed();
  }

  /** Sends octets, as soon as the handshake is over. Completes when the socket has taken them. */
  Future<Void> write(Buffer octets) {
    if (closed) {
      return Future.failedFuture(new ConnectionClosed());
    }
    if (!secured || busy) {
      Promise<Void> sent = Promise.promise();
      waiting.add(new Piece(octets, sent));
      return sent.future();
    }
    try {
      return socket.write(encrypt(octets));
    } catch (SSLException failure) {
      fail();
      return Future.failedFuture(failure);
    }
  }

  /** Tells the peer that nothing more comes. */
  void close() {
    if (closed) {
      return;
    }
    closed = true;
    engine.closeOutbound();
    sendLast();
  }

  /** The socket is gone. */
  void gone() {
    closed = true;
    undecrypted = EMPTY;
    waiting.forEach(piece -> piece.sent().fail(new ConnectionClosed()));
    waiting.clear();
  }

  private void proceed() {
    try {
      while (!closed && !busy && step()) {
        // a record or a message of the handshake is done
      }
    } catch (SSLException failure) {
      fail();
    }
    if (!closed && !busy) {
      rest();
    }
  }

  private void rest() {
    boolean some = any;
    any = false;
    if (justSecured) {
      justSecured = false;
      events.secured();
    } else {
      events.rested(some);
    }
  }

  /** Does what is next. Returns whether there may be more. */
  private boolean step() throws SSLException {
    return switch (engine.getHandshakeStatus()) {
      case NEED_TASK -> {
        runTasks();
        yield true;
      }
      case NEED_WRAP -> {
        yield sendHandshake();
      }
      case NOT_HANDSHAKING, FINISHED -> {
        nowSecured();
        sendWaiting();
        yield decrypt();
      }
      case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> decrypt();
    };
  }

  private void nowSecured() {
    // before the handshake begins there is no cipher either
    if (!secured && !engine.getSession().getCipherSuite().contains("_NULL_")) {
      secured = true;
      justSecured = true;
    }
  }

  private void sendWaiting() throws SSLException {
    if (!secured) {
      return;
    }
    for (var piece = waiting.poll(); piece != null; piece = waiting.poll()) {
      socket.write(encrypt(piece.octets())).onComplete(piece.sent());
    }
  }

  /** Signatures and the like, elsewhere. */
  private void runTasks() throws SSLException {
    if (secured && engine.getSession().getProtocol().equals("TLSv1.2")) {
      throw new SSLException("renegotiation is not done here");
    }
    var todo = new ArrayList<Runnable>();
    for (var task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
      todo.add(task);
    }
    busy = true;
    tasks.run(client, () -> todo.forEach(Runnable::run), done -> context.runOnContext(ignored -> tasksDone(done)));
  }

  private void tasksDone(boolean done) {
    busy = false;
    if (done) {
      proceed();
    } else {
      // too many wait already
      fail();
    }
  }

  /** One record of what came. Returns false if it is not complete. */
  private boolean decrypt() throws SSLException {
    var source = ByteBuffer.wrap(undecrypted, start, undecrypted.length - start);
    byte[] plain = scratch(engine.getSession().getApplicationBufferSize());
    var target = ByteBuffer.wrap(plain);
    var result = engine.unwrap(source, target);
    if (result.getStatus() == Status.BUFFER_OVERFLOW) {
      throw new SSLException("a record larger than TLS has them");
    }
    consumed(source.position());
    if (target.position() > 0) {
      any = true;
      events.decrypted(Arrays.copyOf(plain, target.position()));
    }
    if (result.getStatus() == Status.CLOSED) {
      close();
      end();
      return false;
    }
    return result.getStatus() == Status.OK && progress(result);
  }

  private static boolean progress(SSLEngineResult result) {
    var next = result.getHandshakeStatus();
    return result.bytesConsumed() > 0 || result.bytesProduced() > 0 || next == HandshakeStatus.NEED_TASK
        || next == HandshakeStatus.NEED_WRAP;
  }

  private void consumed(int upTo) {
    start = upTo;
    if (start == undecrypted.length) {
      undecrypted = EMPTY;
      start = 0;
    }
  }

  /** What the handshake wants to say. */
  private boolean sendHandshake() throws SSLException {
    byte[] record = scratch(engine.getSession().getPacketBufferSize());
    var target = ByteBuffer.wrap(record);
    var result = engine.wrap(ByteBuffer.wrap(EMPTY), target);
    send(record, target.position());
    if (result.getStatus() != Status.OK) {
      throw new SSLException("nothing can be sent any more");
    }
    return result.bytesProduced() > 0 || result.getHandshakeStatus() != HandshakeStatus.NEED_WRAP;
  }

  private void send(byte[] record, int length) {
    if (length > 0) {
      socket.write(Buffer.buffer(length).appendBytes(record, 0, length));
    }
  }

  /** Records of these octets. */
  private Buffer encrypt(Buffer octets) throws SSLException {
    var source = ByteBuffer.wrap(octets.getBytes());
    var records = Buffer.buffer(octets.length() + 64);
    do {
      byte[] record = scratch(engine.getSession().getPacketBufferSize());
      var target = ByteBuffer.wrap(record);
      var result = engine.wrap(source, target);
      if (result.getStatus() != Status.OK || target.position() == 0) {
        throw new SSLException("nothing can be sent any more");
      }
      records.appendBytes(record, 0, target.position());
    } while (source.hasRemaining());
    return records;
  }

  private void fail() {
    if (closed) {
      return;
    }
    closed = true;
    sendLast();
    end();
  }

  /** What was said before the end still counts. */
  private void end() {
    if (any) {
      any = false;
      events.rested(true);
    }
    events.ended();
  }

  /** The alert that ends the stream, if the engine has one to tell. */
  private void sendLast() {
    try {
      for (int i = 0; i < 3 && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP; i++) {
        byte[] record = scratch(engine.getSession().getPacketBufferSize());
        var target = ByteBuffer.wrap(record);
        engine.wrap(ByteBuffer.wrap(EMPTY), target);
        send(record, target.position());
      }
    } catch (SSLException ignored) {
      // the connection ends without it
    }
  }

  private static byte[] scratch(int bytesMin) {
    byte[] space = SCRATCH.get();
    if (space.length < bytesMin) {
      space = new byte[bytesMin];
      SCRATCH.set(space);
    }
    return space;
  }
}
