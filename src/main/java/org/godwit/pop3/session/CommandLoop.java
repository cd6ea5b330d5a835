package org.godwit.pop3.session;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.function.Consumer;
import org.godwit.pop3.command.AllowedIn;
import org.godwit.pop3.command.CommandParser.Parsed;
import org.godwit.pop3.command.CommandParser;
import org.godwit.pop3.command.SyntaxError;
import org.godwit.vertx.Unis;
import org.godwit.wire.Alarm;
import org.godwit.wire.Connection;
import org.godwit.wire.LineFramer;
import org.godwit.wire.LoginWatch;
import org.godwit.wire.OpenSessions;
import org.godwit.wire.Turns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's commands, one at a time and in order (RFC 2449, 6.6): receive, parse, run, answer. Replies to commands that came
 * together go out together. Event loop of the connection only.
 */
public final class CommandLoop implements OpenSessions.Session {

  private static final Logger LOG = LoggerFactory.getLogger(CommandLoop.class);

  /** Commands of one client that run in a row before other connections get their turn. */
  private static final int TURN_COMMANDS = 64;

  /** Lines that are too long are read past up to so many times the bound. */
  private static final int SKIPPED_LINES = 8;

  private final Connection connection;
  private final Turns turns;
  private final Pop3Services services;
  private final Pop3Limits limits;
  private final ReplyWriter out;
  private final SocketLink link;
  private final Pop3Session session;
  private final LineFramer lines;
  private final LoginWatch beforeLogin;
  private final Alarm silence;
  private final Consumer<CommandLoop> onEnd;

  private boolean waiting;
  private boolean running;
  private boolean ended;
  private boolean stopping;
  private boolean loggedIn;
  private int badCommands;

  /**
   * Takes over a connection from which nothing was read yet, on its event loop.
   *
   * @param onEnd called once when the connection is gone
   */
  public CommandLoop(Vertx vertx, Connection connection, Pop3Services services, Consumer<CommandLoop> onEnd) {
    this.connection = connection;
    turns = new Turns(connection, TURN_COMMANDS, this::step, this::giveUp);
    this.services = services;
    this.limits = services.limits();
    this.onEnd = onEnd;
    out = new ReplyWriter(connection.output());
    link = new SocketLink(connection, services.cleartext(), services.tls(), limits.saslLineBytesMax());
    session = new Pop3Session(out, link, services.timestamps().get());
    lines = new LineFramer(limits.lineBytesMax(), limits.lineBytesMax() * SKIPPED_LINES);
    beforeLogin = new LoginWatch(vertx, connection, limits.login(), this::tooMuchBeforeLogin);
    silence = new Alarm(vertx, this::silentForTooLong);
    connection.onClosed(this::closed);
  }

  /** Greets the client (RFC 1939, 4) and begins to take commands. */
  @Override
  public void start() {
    beforeLogin.start();
    out.write(Reply.ok("Godwit ready" + session.timestamp().map(timestamp -> " " + timestamp).orElse("")));
    turns.proceed();
  }

  /** The server stops: closes as soon as the running command is answered, without entering UPDATE. Any thread. */
  @Override
  public void stop() {
    Unis.runOn(connection.context(), this::stopNow);
  }

  private void stopNow() {
    stopping = true;
    if (!ended && (!running || link.isReading())) {
      close();
    }
  }

  private void giveUp(RuntimeException bug) {
    LOG.error("A session is given up", bug);
    drop();
  }

  private void step() {
    if (running || ended || waiting) {
      return;
    }
    switch (lines.next(connection.input())) {
      case null -> awaitInput();
      case LineFramer.Event.Line(byte[] octets) -> {
        if (beforeLogin.command()) {
          running = true;
          execute(octets);
        }
      }
      case LineFramer.Event.TooLong tooLong -> {
        running = true;
        finish(Reply.err("Command line too long"), true);
      }
      case LineFramer.Event.Hopeless hopeless -> {
        out.write(Reply.err("Command line too long"));
        close();
      }
    }
  }

  private void awaitInput() {
    connection.output().flush();
    waiting = true;
    connection.awaitInput(() -> {
      waiting = false;
      turns.proceed();
    });
  }

  private void execute(byte[] line) {
    Parsed parsed;
    try {
      parsed = CommandParser.parse(line);
    } catch (SyntaxError notACommand) {
      session.takeNamed();
      finish(Reply.err(notACommand.getMessage()), true);
      return;
    }
    Unis.subscribe(run(parsed), connection.context(), reply -> turns.guarded(() -> finish(reply, false)),
        failure -> turns.guarded(() -> failed(failure, parsed)));
    if (running) {
      // it waits for somebody else: what was said before need not
      connection.output().flush();
    }
  }

  private Uni<Reply> run(Parsed parsed) {
    try {
      return isAllowed(parsed.allowedIn()) ? services.handler().handle(parsed.command(), session)
          : Uni.createFrom().item(Reply.err(wrongState()));
    } catch (RuntimeException thrown) {
      return Uni.createFrom().failure(thrown);
    }
  }

  private boolean isAllowed(AllowedIn allowedIn) {
    return switch (allowedIn) {
      case BOTH -> true;
      case AUTHORIZATION -> session.state() == Pop3State.AUTHORIZATION;
      case TRANSACTION -> session.state() == Pop3State.TRANSACTION;
    };
  }

  private String wrongState() {
    return session.state() == Pop3State.AUTHORIZATION ? "Log in first" : "Already logged in";
  }

  private void failed(Throwable failure, Parsed parsed) {
    var reply = Failures.classify(failure, parsed.command());
    if (out.isInResponse()) {
      // it cannot be told any more; the client sees that the end is missing
      drop();
    } else {
      finish(reply, false);
    }
  }

  /** @param nonsense whether the line was no command */
  private void finish(Reply reply, boolean nonsense) {
    if (ended) {
      return;
    }
    out.write(reply);
    count(reply, nonsense);
    if (link.closes() || badCommands >= limits.badCommandsMax()) {
      close();
      return;
    }
    Unis.subscribe(link.replied().chain(out::drained), connection.context(), drained -> nextCommand(), gone -> drop());
  }

  private void nextCommand() {
    running = false;
    if (session.state() == Pop3State.TRANSACTION) {
      silentFromNow();
    }
    if (stopping) {
      stopNow();
    }
    turns.proceed();
  }

  /** The time that a client may stay silent begins anew. */
  private void silentFromNow() {
    if (loggedIn) {
      silence.touch();
    } else {
      loggedIn = true;
      beforeLogin.stop();
      silence.start(limits.idleTimeoutMs());
    }
  }

  /** Before login every failure counts; afterwards only lines that make no sense, one after the other. */
  private void count(Reply reply, boolean nonsense) {
    if (nonsense || !loggedIn && reply instanceof Reply.Negative) {
      badCommands++;
    } else if (loggedIn) {
      badCommands = 0;
    }
  }

  /** RFC 1939, 3: "should close the TCP connection without removing any messages or sending any response". */
  private void silentForTooLong() {
    if (running) {
      // busy for its sake, or it is still reading: a client that does not read is the output's matter
      silence.start(limits.idleTimeoutMs());
    } else {
      close();
    }
  }

  private void tooMuchBeforeLogin(LoginWatch.Exceeded what) {
    if (what != LoginWatch.Exceeded.TIME) {
      out.write(Reply.err(what.text()));
    }
    close();
  }

  private void end() {
    ended = true;
    beforeLogin.stop();
    silence.stop();
  }

  private void close() {
    end();
    connection.close().subscribe().with(closed -> { }, failure -> connection.drop());
  }

  private void drop() {
    end();
    connection.drop();
  }

  private void closed() {
    end();
    session.ended();
    link.closed();
    onEnd.accept(this);
  }
}
