package org.godwit.lmtp.session;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.function.Consumer;
import java.util.function.Function;
import org.godwit.lmtp.command.CommandParser;
import org.godwit.lmtp.command.SyntaxError;
import org.godwit.lmtp.response.Replies;
import org.godwit.lmtp.response.Reply;
import org.godwit.vertx.Unis;
import org.godwit.wire.Alarm;
import org.godwit.wire.ByteQueue;
import org.godwit.wire.Connection;
import org.godwit.wire.LineFramer;
import org.godwit.wire.OpenSessions;
import org.godwit.wire.Turns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's input, in order: a command, or a piece of a message, and the next when that is done with. Replies to commands that came
 * together go out together (RFC 2920). Event loop of the connection only.
 */
final class CommandLoop implements OpenSessions.Session {

  private static final Logger LOG = LoggerFactory.getLogger(CommandLoop.class);

  /** Commands or pieces of one client in a row before other connections get their turn. */
  private static final int TURN_STEPS = 32;

  private final Connection connection;
  private final Turns turns;
  private final LmtpLimits limits;
  private final LineFramer lines;
  private final Session session;
  private final Alarm alarm;
  private final Consumer<CommandLoop> onEnd;

  private Receiving receiving;
  private boolean working;
  private boolean ended;
  private boolean stopping;
  private int badCommands;

  /** A body that comes in. */
  private record Receiving(BodyDecoder decoder, Function<byte[], Uni<Void>> sink, Runnable atEnd) {}

  /**
   * @param connection nothing was read from it yet
   * @param onEnd called once when the connection is gone
   */
  CommandLoop(Vertx vertx, Connection connection, LmtpServices services, Consumer<CommandLoop> onEnd) {
    this.connection = connection;
    turns = new Turns(connection, TURN_STEPS, this::step, this::giveUp);
    this.limits = services.limits();
    this.onEnd = onEnd;
    lines = new LineFramer(limits.lineBytesMax(), (int) Math.min(limits.skipBytesMax(), Integer.MAX_VALUE));
    session = new Session(this, connection, services);
    alarm = new Alarm(vertx, this::timedOut);
    connection.onClosed(this::closed);
  }

  /** Greets the client and begins to take commands. */
  @Override
  public void start() {
    alarm.start(limits.idleTimeoutMs());
    session.greeting().writeTo(connection.output());
    turns.proceed();
  }

  /** The server stops. Any thread. */
  @Override
  public void stop() {
    Unis.runOn(connection.context(), () -> {
      stopping = true;
      stopIfAtRest();
    });
  }

  private void stopIfAtRest() {
    if (stopping && !working && !ended) {
      goodbye(Replies.STOPPING);
    }
  }

  /** Answers a command. */
  void answer(Reply reply) {
    reply.writeTo(connection.output());
    badCommands = isBad(reply) ? badCommands + 1 : 0;
    if (badCommands >= limits.badCommandsMax()) {
      goodbye(Replies.TOO_MANY_ERRORS);
    } else {
      nextCommand();
    }
  }

  /** The command is over: the next one, once the client has taken enough of what was said to it. */
  void nextCommand() {
    work(connection.output().drained(), drained -> turns.proceed(), gone -> { });
  }

  /** Says something before the command is over, and at once. */
  void say(Reply reply) {
    reply.writeTo(connection.output());
    connection.output().flush();
  }

  /** Does something for the client, which takes no more input meanwhile. */
  <T> void work(Uni<T> uni, Consumer<? super T> then, Consumer<Throwable> failed) {
    working = true;
    Unis.subscribe(uni, connection.context(), item -> worked(() -> then.accept(item)), failure -> worked(() -> failed.accept(failure)));
    if (working) {
      // it waits for somebody else: what was said before need not
      connection.output().flush();
    }
  }

  private void worked(Runnable then) {
    working = false;
    if (connection.isClosed()) {
      session.end();
    } else {
      turns.guarded(then);
      stopIfAtRest();
    }
  }

  /** What follows is a body. */
  void receive(BodyDecoder decoder, Function<byte[], Uni<Void>> sink, Runnable atEnd) {
    receiving = new Receiving(decoder, sink, atEnd);
    turns.proceed();
  }

  /** Says this, and closes. */
  void goodbye(Reply reply) {
    reply.writeTo(connection.output());
    end();
    connection.close().subscribe().with(closed -> { }, failure -> connection.drop());
  }

  private void giveUp(RuntimeException bug) {
    LOG.error("A session is given up", bug);
    end();
    connection.drop();
  }

  private void step() {
    if (working || ended) {
      return;
    }
    alarm.touch();
    if (receiving == null) {
      line();
    } else {
      piece();
    }
  }

  private void line() {
    boolean bareLf = isNextLineEndedByBareLf(connection.input());
    switch (lines.next(connection.input())) {
      case null -> awaitInput();
      case LineFramer.Event.TooLong tooLong -> answer(Replies.LINE_TOO_LONG);
      case LineFramer.Event.Hopeless hopeless -> goodbye(Replies.HOPELESS);
      case LineFramer.Event.Line line when bareLf -> answer(Replies.BARE_LF);
      case LineFramer.Event.Line line -> command(line.octets());
    }
  }

  /** Only CRLF ends a command (RFC 5321, 2.3.8). */
  private boolean isNextLineEndedByBareLf(ByteQueue in) {
    int length = in.lineLength();
    return length == 1 || length > 1 && length <= limits.lineBytesMax() + 2 && in.peek(length)[length - 2] != '\r';
  }

  private void command(byte[] line) {
    try {
      session.execute(CommandParser.parse(line));
    } catch (SyntaxError error) {
      if (error.isFatal()) {
        goodbye(error.reply());
      } else {
        answer(error.reply());
      }
    }
  }

  private void piece() {
    byte[] octets = receiving.decoder().next(connection.input());
    if (octets.length > 0) {
      work(receiving.sink().apply(octets), written -> turns.proceed(), bug -> {
        throw new IllegalStateException(bug);
      });
    } else if (receiving.decoder().isOver()) {
      var over = receiving;
      receiving = null;
      over.atEnd().run();
    } else if (connection.input().isEmpty()) {
      awaitInput();
    } else {
      turns.proceed();
    }
  }

  private void awaitInput() {
    connection.output().flush();
    connection.awaitInput(turns::proceed);
  }

  /** Lines that are no command or come at the wrong place; a recipient that does not exist is nothing of that. */
  private static boolean isBad(Reply reply) {
    return reply.code() >= 500 && reply.code() <= 504 || reply.code() == 555;
  }

  private void timedOut() {
    if (working) {
      // busy for its sake: a client that does not read is the output's matter
      alarm.start(limits.idleTimeoutMs());
    } else {
      goodbye(Replies.IDLE);
    }
  }

  private void end() {
    ended = true;
    alarm.stop();
  }

  private void closed() {
    end();
    if (!working) {
      session.end();
    }
    onEnd.accept(this);
  }
}
