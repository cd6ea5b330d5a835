package org.godwit.imap.session;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.Optional;
import java.util.function.Consumer;
import org.godwit.imap.response.CommandFailure;
import org.godwit.imap.response.ResponseCode;
import org.godwit.imap.response.ResponseWriter;
import org.godwit.imap.response.Tagged;
import org.godwit.tls.TlsChannel;
import org.godwit.tls.TlsEngines;
import org.godwit.wire.Connection;
import org.godwit.wire.ConnectionClosed;
import org.godwit.wire.gate.TurnedAway;

/** The {@link ClientLink} of a socket. Event loop of the connection only. */
final class SocketLink implements ClientLink {

  private final Connection connection;
  private final ResponseWriter out;
  private final Consumer<Boolean> onLoggedIn;
  private final Runnable onEnd;
  private final Peer peer;
  private final Patience patience;

  private final int lineBytesMax;
  private final Optional<TlsEngines> tls;
  private UniEmitter<? super byte[]> reader;
  private Runnable afterReply;
  private Uni<Void> settling = Uni.createFrom().voidItem();

  /**
   * @param tls for STARTTLS, if it is offered
   * @param onLoggedIn called when limits change
   * @param onEnd called when no more commands are to be taken
   */
  SocketLink(Connection connection, ResponseWriter out, int lineBytesMax, Optional<TlsEngines> tls,
      Consumer<Boolean> onLoggedIn, Runnable onEnd) {
    this.connection = connection;
    this.out = out;
    this.lineBytesMax = lineBytesMax;
    this.tls = tls;
    this.onLoggedIn = onLoggedIn;
    this.onEnd = onEnd;
    this.patience = new Patience(connection.context().owner(), Patience.EVERY_MS);
    this.peer = new Peer(connection.remoteAddress(), connection.origin().isThisMachine());
  }

  @Override
  public Peer peer() {
    return peer;
  }

  @Override
  public Optional<TlsChannel> tls() {
    return connection.tls();
  }

  @Override
  public boolean isSecure() {
    return connection.isSecure();
  }

  @Override
  public boolean isCompressed() {
    return connection.isCompressed();
  }

  @Override
  public long pendingOutputBytes() {
    return connection.pendingOutputBytes();
  }

  /** Whether a command waits for a line of the client. */
  boolean isReading() {
    return reader != null;
  }

  @Override
  public Uni<byte[]> readLine() {
    return Uni.createFrom().emitter(emitter -> {
      if (connection.isClosed()) {
        emitter.fail(new ConnectionClosed());
        return;
      }
      reader = emitter;
      out.flush();
      pump();
    });
  }

  private void pump() {
    var input = connection.input();
    int length = input.lineLength();
    if (length < 0 && input.size() <= lineBytesMax) {
      connection.awaitInput(this::pump);
      return;
    }
    var emitter = reader;
    reader = null;
    if (length < 0 || length > lineBytesMax + 2) {
      bye(Optional.empty(), "Line too long");
      emitter.fail(new CommandFailure(Tagged.bad("Line too long")));
    } else {
      emitter.complete(input.takeLine(length));
    }
  }

  @Override
  public <T> Uni<T> awaited(Uni<T> work, Runnable sign) {
    return patience.awaiting(work, sign);
  }

  @Override
  public void afterReply(Runnable action) {
    afterReply = action;
  }

  /** The tagged response is written. Completes when commands may be read again; fails if the connection is gone. */
  Uni<Void> replied(boolean ok) {
    var action = afterReply;
    afterReply = null;
    if (ok && action != null) {
      action.run();
    }
    var settled = settling;
    settling = Uni.createFrom().voidItem();
    return settled;
  }

  @Override
  public void startTls() {
    settling = connection.upgradeToTls(tls.orElseThrow());
  }

  @Override
  public void compress() {
    connection.compress();
  }

  @Override
  public void decompress() {
    connection.decompress();
  }

  @Override
  public void close() {
    onEnd.run();
    connection.close().subscribe().with(closed -> { }, failure -> connection.drop());
  }

  @Override
  public void bye(Optional<ResponseCode> code, String text) {
    out.untaggedStatus("BYE", code, text);
    close();
  }

  @Override
  public void drop() {
    onEnd.run();
    connection.drop();
  }

  @Override
  public Optional<TurnedAway> enter(String user) {
    return connection.place().login(user);
  }

  @Override
  public void loggedIn(boolean loggedIn) {
    if (!loggedIn) {
      connection.place().logout();
    }
    onLoggedIn.accept(loggedIn);
  }

  /** The connection is gone. */
  void closed() {
    patience.end();
    var waiting = reader;
    reader = null;
    if (waiting != null) {
      waiting.fail(new ConnectionClosed());
    }
  }
}
