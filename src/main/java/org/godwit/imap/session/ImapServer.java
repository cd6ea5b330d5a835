package org.godwit.imap.session;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import org.godwit.alert.Alert;
import org.godwit.alert.Alerts;
import org.godwit.alert.Audience;
import org.godwit.alert.Told;
import org.godwit.wire.Acceptor;
import org.godwit.wire.Connection;
import org.godwit.wire.OpenSessions;
import org.godwit.wire.WireLimits;
import org.godwit.wire.gate.TurnedAway;

/**
 * Speaks IMAP with everybody who connects, on any event loop, until it is closed.
 */
public final class ImapServer implements Acceptor, Alerts {

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

  @Override
  public boolean hasLogin() {
    return true;
  }

  /** A greeting that is BYE (RFC 9051, 7.1.5). */
  @Override
  public String refusal(TurnedAway why) {
    return "* BYE [" + (why == TurnedAway.ADDRESS ? "LIMIT" : "UNAVAILABLE") + "] " + why.text() + "\r\n";
  }

  /** Greets a client that has just connected; on the event loop of the connection. */
  @Override
  public void accept(Connection connection) {
    sessions.open(connection, () -> new CommandLoop(vertx, connection, services, sessions::gone));
  }

  /** RFC 9051, 7.1: {@code * OK [ALERT]}, at once where no command is running, else before its tagged response. */
  @Override
  public Uni<Told> tell(Alert alert, Audience audience) {
    var hearings = sessions.all(CommandLoop.class).map(session -> session.tell(alert, audience)).toList();
    if (hearings.isEmpty()) {
      return Uni.createFrom().item(Told.of(List.of()));
    }
    return Uni.join().all(hearings).andFailFast().map(heard -> Told.of(heard.stream().flatMap(Optional::stream).toList()));
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
   * Says BYE to everybody, to those whose command is running when it is answered. Completes when all are gone, or after
   * five seconds.
   */
  public Uni<Void> close() {
    return sessions.close();
  }
}
