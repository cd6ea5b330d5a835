package org.godwit.imap.session;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import org.godwit.imap.command.CommandBytes;
import org.godwit.vertx.Unis;
import org.godwit.wire.CommandFramer;
import org.godwit.wire.Connection;
import org.godwit.wire.LiteralSink;
import org.godwit.wire.Part;
import org.godwit.wire.Refusal;
import org.godwit.wire.Step;

/**
 * Receives commands: asks for literals, refuses those that are too large, sends large messages where they go. Event loop
 * of the connection only.
 */
final class CommandReceiver {

  /** What came. */
  sealed interface Received {

    /** A whole command; the sinks are released when it is over. */
    record Command(CommandBytes bytes, List<LiteralSink> sinks) implements Received {
    }

    /** A command that was refused, and is over. The cause is there if a sink failed. */
    record Refused(byte[] start, Refusal why, Optional<Throwable> cause) implements Received {
    }

    /** The client is beyond help. */
    record Hopeless(Refusal why) implements Received {
    }
  }

  private final Connection connection;
  private final ImapSession session;
  private final LiteralRules rules;
  private final LiteralSinks sinks;
  private final CommandFramer framer;
  private final Runnable ready;

  private boolean waiting;
  /** A sink is being opened or works: it is not released before it is done. */
  private boolean sinkBusy;
  private boolean closed;
  private Optional<Throwable> sinkFailure = Optional.empty();

  /** @param ready called when {@link #poll}, having returned null, is worth another call */
  CommandReceiver(Connection connection, ImapSession session, ImapServices services, Runnable ready) {
    this.connection = connection;
    this.session = session;
    this.rules = new LiteralRules(services.limits());
    this.sinks = services.sinks();
    this.framer = new CommandFramer(services.limits().loginLineBytesMax(), services.limits().loginLineBytesMax() * 8L);
    this.ready = ready;
  }

  /** Bounds of a command's text, and of what is read past. */
  void bounds(int lineBytesMax, long skipBytesMax) {
    framer.bounds(lineBytesMax, skipBytesMax);
  }

  /** What came, or null if it is not complete: then {@code ready} is called later. */
  Received poll() {
    while (!waiting && !closed) {
      switch (framer.next(connection.input())) {
        case Step.NeedInput need -> awaitInput();
        case Step.Command(List<Part> parts) -> {
          return new Received.Command(ReceivedCommand.bytes(parts), ReceivedCommand.sinks(parts));
        }
        case Step.Offer offer -> decide(offer);
        case Step.Piece(LiteralSink sink, byte[] octets) -> await(sink.write(Buffer.buffer(octets)));
        case Step.PieceEnd(LiteralSink sink) -> await(sink.complete());
        case Step.Refused(byte[] start, Refusal why) -> {
          var cause = sinkFailure;
          sinkFailure = Optional.empty();
          return new Received.Refused(start, why, cause);
        }
        case Step.Hopeless(Refusal why) -> {
          return new Received.Hopeless(why);
        }
      }
    }
    return null;
  }

  /** The connection is gone: what was received in part is given up. */
  void closed() {
    closed = true;
    if (!sinkBusy) {
      release(framer.abandon());
    }
  }

  /** Releases sinks. */
  static void release(List<LiteralSink> sinks) {
    sinks.forEach(LiteralSink::release);
  }

  private void awaitInput() {
    connection.output().flush();
    waiting = true;
    connection.awaitInput(this::resume);
  }

  private void decide(Step.Offer offer) {
    boolean loggedIn = session.user().isPresent();
    var decision = rules.decide(offer.head(), offer.parts(), loggedIn);
    switch (decision.verdict()) {
      case KEEP -> {
        framer.keep();
        askFor(offer);
      }
      case STREAM -> open(offer);
      case REFUSE -> refuse(offer, decision.refusal().orElseThrow());
    }
  }

  private void askFor(Step.Offer offer) {
    if (offer.head().synchronizing()) {
      session.out().continuation("OK");
    }
  }

  private void refuse(Step.Offer offer, Refusal why) {
    release(ReceivedCommand.sinks(offer.parts()));
    framer.refuse(why);
  }

  private void open(Step.Offer offer) {
    waiting = true;
    sinkBusy = true;
    Unis.subscribe(sinks.open(session, offer.head().size()), connection.context(), sink -> {
      framer.stream(sink);
      askFor(offer);
      resume();
    }, failure -> {
      sinkFailure = Optional.of(failure);
      refuse(offer, Refusal.NO_ROOM);
      resume();
    });
  }

  private void await(Uni<Void> sinkWork) {
    waiting = true;
    sinkBusy = true;
    Unis.subscribe(sinkWork, connection.context(), done -> resume(), failure -> {
      sinkFailure = Optional.of(failure);
      release(framer.giveUp(Refusal.NO_ROOM));
      resume();
    });
  }

  private void resume() {
    waiting = false;
    sinkBusy = false;
    if (closed) {
      release(framer.abandon());
    } else {
      ready.run();
    }
  }
}
