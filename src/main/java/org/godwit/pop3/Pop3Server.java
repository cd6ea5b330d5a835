package org.godwit.pop3;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import org.godwit.pop3.session.CommandLoop;
import org.godwit.pop3.session.Pop3Services;
import org.godwit.wire.Acceptor;
import org.godwit.wire.Connection;
import org.godwit.wire.OpenSessions;
import org.godwit.wire.WireLimits;
import org.godwit.wire.gate.TurnedAway;

/** Speaks POP3 with everybody who connects, on any event loop, until it is closed. */
public final class Pop3Server implements Acceptor {

  private final Vertx vertx;
  private final Pop3Services services;
  private final OpenSessions sessions;

  /** A server without connections. */
  public Pop3Server(Vertx vertx, Pop3Services services) {
    this.vertx = vertx;
    this.services = services;
    this.sessions = new OpenSessions(vertx);
  }

  @Override
  public WireLimits limits() {
    return services.limits().wire();
  }

  @Override
  public boolean hasLogin() {
    return true;
  }

  /** RFC 3206, 4: a temporary problem of the system. */
  @Override
  public String refusal(TurnedAway why) {
    return "-ERR [SYS/TEMP] " + why.text() + "\r\n";
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

  /** Says goodbye to everybody who is connected; others may come. */
  public void endSessions() {
    sessions.stop();
  }

  /** Ends all sessions, those whose command is running when it is answered. Completes when all are gone, or after five seconds. */
  public Uni<Void> close() {
    return sessions.close();
  }
}
