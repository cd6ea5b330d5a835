package org.godwit.pop3.session;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.net.InetAddress;
import java.util.Optional;
import org.godwit.auth.CleartextPolicy;
import org.godwit.auth.ClientChannel;
import org.godwit.tls.TlsEngines;
import org.godwit.wire.Connection;
import org.godwit.wire.ConnectionClosed;
import org.godwit.wire.gate.TurnedAway;

/** The {@link ClientLink} of a connection. Event loop of the connection only. */
final class SocketLink implements ClientLink {

  /** SASL's name of this service (RFC 5034, 4). */
  private static final String SERVICE = "pop";

  private final Connection connection;
  private final CleartextPolicy cleartext;
  private final Optional<TlsEngines> tls;
  private final int lineBytesMax;
  private final InetAddress remote;
  private UniEmitter<? super byte[]> reader;
  private boolean startsTls;
  private boolean closes;

  SocketLink(Connection connection, CleartextPolicy cleartext, Optional<TlsEngines> tls, int lineBytesMax) {
    this.connection = connection;
    this.cleartext = cleartext;
    this.tls = tls;
    this.lineBytesMax = lineBytesMax;
    this.remote = connection.remoteAddress();
  }

  @Override
  public ClientChannel channel() {
    return new ClientChannel(SERVICE, remote, connection.tls(), connection.isSecure(),
        cleartext.allows(connection.origin().isThisMachine(), connection.isSecure()));
  }

  @Override
  public Optional<TurnedAway> enter(String user) {
    return connection.place().login(user);
  }

  @Override
  public void leave() {
    connection.place().logout();
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
      connection.output().flush();
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
      closes = true;
      emitter.fail(new CommandFailure(Reply.err("Line too long")));
    } else {
      emitter.complete(input.takeLine(length));
    }
  }

  @Override
  public void startTlsAfterReply() {
    startsTls = true;
  }

  @Override
  public void closeAfterReply() {
    closes = true;
  }

  /** Whether the connection is to be closed now that a reply is written. */
  boolean closes() {
    return closes;
  }

  /** A reply is written. Completes when commands may be read again; fails if the connection is gone. */
  Uni<Void> replied() {
    boolean upgrade = startsTls;
    startsTls = false;
    return upgrade ? connection.upgradeToTls(tls.orElseThrow()) : Uni.createFrom().voidItem();
  }

  /** The connection is gone. */
  void closed() {
    var waiting = reader;
    reader = null;
    if (waiting != null) {
      waiting.fail(new ConnectionClosed());
    }
  }
}
