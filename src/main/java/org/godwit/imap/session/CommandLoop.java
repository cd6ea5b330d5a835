package org.godwit.imap.session;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.godwit.alert.Alert;
import org.godwit.alert.Audience;
import org.godwit.alert.Hearing;
import org.godwit.imap.command.CommandParser;
import org.godwit.imap.command.ParseContext;
import org.godwit.imap.command.ParseException;
import org.godwit.imap.response.ResponseWriter;
import org.godwit.imap.response.Status;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.CommandReceiver.Received;
import org.godwit.mail.UidSet;
import org.godwit.vertx.Unis;
import org.godwit.wire.Alarm;
import org.godwit.wire.Connection;
import org.godwit.wire.LiteralSink;
import org.godwit.wire.LoginWatch;
import org.godwit.wire.OpenSessions;
import org.godwit.wire.Turns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's commands, one at a time and in order: receive, parse, run, answer. What RFC 9051, 5.5 calls ambiguous can
 * so not arise. Responses of commands that came together go out together. Event loop of the connection only.
 */
public final class CommandLoop implements OpenSessions.Session {

  private static final Logger LOG = LoggerFactory.getLogger(CommandLoop.class);

  /** Commands of one client that run in a row before other connections get their turn. */
  private static final int TURN_COMMANDS = 64;

  private final Connection connection;
  private final Turns turns;
  private final ImapServices services;
  private final ImapLimits limits;
  private final ResponseWriter out;
  private final SocketLink link;
  private final ImapSession session;
  private final CommandReceiver receiver;
  private final CommandRunner runner;
  private final PendingAlerts alerts;
  private final LoginWatch beforeLogin;
  private final Alarm silence;
  private final Consumer<CommandLoop> onEnd;

  private boolean running;
  private boolean ended;
  private boolean stopping;
  private int badCommands;

  /**
   * Takes over a connection from which nothing was read yet, on its event loop.
   *
   * @param onEnd called once when the connection is gone
   */
  public CommandLoop(Vertx vertx, Connection connection, ImapServices services, Consumer<CommandLoop> onEnd) {
    this.services = services;
    this.limits = services.limits();
    this.onEnd = onEnd;
    this.connection = connection;
    turns = new Turns(connection, TURN_COMMANDS, this::step, this::giveUp);
    out = new ResponseWriter(connection.output());
    link = new SocketLink(connection, out, limits.saslLineBytesMax(), services.tls(), this::setLoggedIn, this::end);
    session = new ImapSession(out, link, services.capabilities());
    alerts = new PendingAlerts(session);
    receiver = new CommandReceiver(connection, session, services, turns::proceed);
    runner = new CommandRunner(session, services.handlers());
    beforeLogin = new LoginWatch(vertx, connection, limits.login(), exceeded -> link.bye(Optional.empty(), exceeded.text()));
    silence = new Alarm(vertx, this::silentForTooLong);
    connection.onClosed(this::closed);
  }

  /** Greets the client and begins to take commands (RFC 9051, 7.1.1). */
  @Override
  public void start() {
    setLoggedIn(false);
    out.untaggedOk(session.capabilityCode(), "Godwit ready");
    turns.proceed();
  }

  /** The server stops: says BYE as soon as the running command is answered. Any thread. */
  @Override
  public void stop() {
    Unis.runOn(connection.context(), this::stopNow);
  }

  private void stopNow() {
    stopping = true;
    if (!ended && (!running || link.isReading())) {
      link.bye(Optional.empty(), "Server is shutting down");
    }
  }

  /** Tells the client if it is for its user, and completes with what became of it. Any thread. */
  Uni<Optional<Hearing>> tell(Alert alert, Audience audience) {
    return Uni.createFrom().emitter(emitter -> Unis.runOn(connection.context(), () -> emitter.complete(tellNow(alert, audience))));
  }

  private Optional<Hearing> tellNow(Alert alert, Audience audience) {
    boolean between = !running || link.isReading();
    return session.user().filter(user -> !ended && audience.includes(user))
        .map(user -> new Hearing(user, alerts.tell(alert, between)));
  }

  private void giveUp(RuntimeException bug) {
    LOG.error("A session of {} is given up", session.user().orElse("nobody"), bug);
    link.drop();
  }

  private void step() {
    if (running || ended) {
      return;
    }
    silence.touch();
    var received = receiver.poll();
    if (received != null && beforeLogin.command()) {
      running = true;
      take(received);
    }
  }

  private void take(Received received) {
    switch (received) {
      case Received.Command command -> execute(command);
      case Received.Refused refused -> {
        var tag = TagOf.start(refused.start());
        finish(tag, Failures.of(refused.why(), refused.cause()), List.of());
      }
      case Received.Hopeless hopeless ->
          link.bye(Optional.empty(), Failures.of(hopeless.why(), Optional.empty()).text());
    }
  }

  private void execute(Received.Command received) {
    try {
      boolean searchCharset = session.isRev2() || !session.has(Feature.UTF8_ACCEPT);
      var context = new ParseContext(out.isUtf8(), services.delimiter(), searchCharset);
      var parsed = CommandParser.parse(received.bytes(), context);
      Unis.subscribe(runner.run(parsed), connection.context(),
          tagged -> turns.guarded(() -> finish(Optional.of(parsed.tag()), tagged, received.sinks())),
          failure -> turns.guarded(
              () -> finish(Optional.of(parsed.tag()), Failures.classify(failure, parsed.command()), received.sinks())));
      if (running) {
        // it waits for somebody else: what was said before need not
        out.flush();
      }
    } catch (ParseException notACommand) {
      if (notACommand.emptiesSavedResult() && session.selected().isPresent()) {
        session.selected(Selection.class).view().saveResult(UidSet.EMPTY);
      }
      finish(notACommand.tag(), Failures.of(notACommand), received.sinks());
    }
  }

  private void finish(Optional<String> tag, Tagged tagged, List<LiteralSink> sinks) {
    CommandReceiver.release(sinks);
    if (ended) {
      return;
    }
    alerts.write();
    tag.ifPresentOrElse(known -> out.tagged(known, tagged),
        () -> out.untaggedStatus(tagged.status().name(), tagged.code(), tagged.text()));
    var settled = link.replied(tagged.status() == Status.OK);
    count(tagged.status());
    Unis.subscribe(settled.chain(connection.output()::drained), connection.context(), drained -> nextCommand(), gone -> { });
  }

  private void nextCommand() {
    running = false;
    if (stopping) {
      stopNow();
    }
    turns.proceed();
  }

  /** Before login every failure counts; afterwards only commands that make no sense, one after the other. */
  private void count(Status status) {
    boolean loggedIn = session.user().isPresent();
    if (status == Status.BAD || status == Status.NO && !loggedIn) {
      badCommands++;
    } else if (loggedIn) {
      badCommands = 0;
    }
    if (badCommands >= limits.badCommandsMax()) {
      link.bye(Optional.empty(), "Too many errors");
    }
  }

  private void setLoggedIn(boolean loggedIn) {
    badCommands = 0;
    receiver.bounds(loggedIn ? limits.lineBytesMax() : limits.loginLineBytesMax(),
        loggedIn ? limits.skipBytesMax() : limits.loginLineBytesMax() * 8L);
    if (loggedIn) {
      beforeLogin.stop();
      silence.start(limits.idleTimeoutMs());
    } else {
      silence.stop();
      beforeLogin.start();
    }
  }

  private void silentForTooLong() {
    if (running && !link.isReading()) {
      // busy for its sake, or it is still reading: a client that does not read is the output's matter
      silence.start(limits.idleTimeoutMs());
    } else {
      link.bye(Optional.empty(), "Idle for too long");
    }
  }

  /** No more commands are taken; the connection is about to close. */
  private void end() {
    ended = true;
    beforeLogin.stop();
    silence.stop();
  }

  private void closed() {
    end();
    receiver.closed();
    link.closed();
    session.loggedOut();
    onEnd.accept(this);
  }
}
