package org.godwit.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** Drives a framer and tells what came of it: literals over 100 octets are streamed, over 900 refused. */
final class FramerRun {

  final ByteQueue queue = new ByteQueue();
  final CommandFramer framer;
  List<String> log = new ArrayList<>();
  private StringBuilder streamed = new StringBuilder();
  private boolean hopeless;

  FramerRun(int lineBytesMax, long skipBytesMax) {
    framer = new CommandFramer(lineBytesMax, skipBytesMax);
  }

  /** What the framer came to with these octets. */
  List<String> feed(String octets) {
    return feed(octets.getBytes(ISO_8859_1));
  }

  List<String> feed(byte[] octets) {
    log = new ArrayList<>();
    queue.add(octets);
    steps();
    return log;
  }

  /** Whether the connection would be given up. */
  boolean isHopeless() {
    return hopeless;
  }

  void steps() {
    while (!hopeless) {
      switch (framer.next(queue)) {
        case Step.NeedInput need -> {
          return;
        }
        case Step.Command command -> log.add("command[" + text(command.parts()) + "]");
        case Step.Offer offer -> {
          log.add("offer " + offer.head().size());
          answer(offer.head().size());
        }
        case Step.Piece piece -> streamed.append(new String(piece.octets(), ISO_8859_1));
        case Step.PieceEnd end -> {
          log.add("piece " + streamed);
          log.add("end");
          streamed = new StringBuilder();
        }
        case Step.Refused refused -> log.add("refused " + refused.why() + " " + new String(refused.start(), ISO_8859_1));
        case Step.Hopeless step -> {
          log.add("hopeless " + step.why());
          hopeless = true;
        }
      }
    }
  }

  private void answer(long size) {
    if (size > 900) {
      framer.refuse(Refusal.LITERAL_TOO_LARGE);
    } else if (size > 100) {
      framer.stream(new NoSink());
    } else {
      framer.keep();
    }
  }

  private static String text(List<Part> parts) {
    var text = new StringBuilder();
    for (var part : parts) {
      switch (part) {
        case Part.Text(byte[] octets) -> text.append(new String(octets, ISO_8859_1));
        case Part.Literal(byte[] octets, boolean binary) ->
            text.append(binary ? "|~<" : "|<").append(new String(octets, ISO_8859_1)).append(">|");
        case Part.Streamed(LiteralSink sink, long size, boolean binary) -> text.append("|sink ").append(size).append("|");
      }
    }
    return text.toString();
  }

  private static final class NoSink implements LiteralSink {
    @Override
    public Uni<Void> write(Buffer piece) {
      return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> complete() {
      return Uni.createFrom().voidItem();
    }

    @Override
    public void release() {
      // nothing is held
    }
  }
}
