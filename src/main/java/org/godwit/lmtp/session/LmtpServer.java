package org.godwit.lmtp.session;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import org.godwit.wire.Acceptor;
import org.godwit.wire.Connection;
import org.godwit.wire.OpenSessions;
import org.godwit.wire.WireLimits;
import org.godwit.wire.gate.TurnedAway;

/** Speaks LMTP with everybody who connects, on any event loop, until it is closed. */
public final class LmtpServer implements Acceptor {

  private final Vertx vertx;
  private final LmtpServices services;
  private final OpenSessions sessions;

  /** A server without connections. */
  public LmtpServer(Vertx vertx, LmtpServices services) {
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
    return false;
  }

  /** RFC 5321, 3.1 and 3.8: the MTA tries again. */
  @Override
  public String refusal(TurnedAway why) {
    return "421 " + services.host() + " " + (why == TurnedAway.FULL ? "4.3.2 " : "4.7.0 ") + why.text() + "\r\n";
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

  /**
   * Says 421 to everybody; to those whose message is being delivered, once they know what became of it. Completes when all are gone, or
   * after five seconds.
   */
  public Uni<Void> close() {
    return sessions.close();
  }
}
