package org.godwit.imap.session;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import org.godwit.wire.Acceptor;
import org.godwit.wire.Connection;
import org.godwit.wire.OpenSessions;
import org.godwit.wire.WireLimits;

/**
 * Speaks IMAP with everybody who connects, on any event loop, until it is closed.
 */
public final class ImapServer implements Acceptor {

  private final Vertx vertx;
  private final ImapServices services;
  private final OpenSessions sessions;

  /** A server without connections. */
  public ImapServer(Vertx vertx, ImapServices services) {
    this.vertx = vertx;
    this.services = services;
    this.sessions = new OpenSessions(vertx);
  }

  @Override
  public WireLimits limits() {
    return services.limits().wire();
  }

  /** Greets a client that has just connected; on the event loop of the connection. */
  @Override
  public void accept(Connection connection) {
    sessions.open(connection, () -> new CommandLoop(vertx, connection, services, sessions::gone));
  }

  /** Connections there are. */
  public int connections() {
    return sessions.count();
  }

  /**
   * Says BYE to everybody, to those whose command is running when it is answered. Completes when all are gone, or after
   * five seconds.
   */
  public Uni<Void> close() {
    return sessions.close();
  }
}
