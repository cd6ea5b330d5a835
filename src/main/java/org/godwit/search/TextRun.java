package org.godwit.search;

import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.godwit.mail.Summary;
import org.godwit.mime.OctetRange;

/**
 * Reads the text of some messages and has it looked through: octets are gathered on the event loop until there is work for about a
 * millisecond, then go to a worker. Memory: {@value #WORK_BYTES} octets.
 */
final class TextRun {

  /** Octets gathered for one job, and read of one message at a time. */
  private static final int WORK_BYTES = 256 * 1024;
  /** Messages gathered for one job, so that a turn of the event loop stays short. */
  private static final int WORK_MESSAGES = 64;

  /** A message to be looked through. */
  record Scan(int row, Summary summary, MessageScan message) {}

  /** Octets for a message; null: they cannot be had. */
  private record Piece(Scan scan, byte[] octets) {}

  private final Workers workers;
  private final SearchSource source;
  private final ArrayDeque<Scan> waiting;
  private final Predicate<Scan> decided;
  private final Consumer<Scan> ended;
  private final Supplier<Uni<Boolean>> pulse;
  private final List<Piece> pieces = new ArrayList<>();
  private int gathered;

  /**
   * @param decided whether a message need not be read further
   * @param ended told of each message that is done; both are called by a worker
   * @param pulse called between jobs, on the event loop
   */
  TextRun(Workers workers, SearchSource source, ArrayDeque<Scan> scans, Predicate<Scan> decided, Consumer<Scan> ended,
      Supplier<Uni<Boolean>> pulse) {
    this.workers = workers;
    this.source = source;
    this.waiting = scans;
    this.decided = decided;
    this.ended = ended;
    this.pulse = pulse;
  }

  Uni<Void> run() {
    return Rounds.whileTrue(this::round);
  }

  private Uni<Boolean> round() {
    if (waiting.isEmpty()) {
      return Uni.createFrom().item(false);
    }
    return Rounds.whileTrue(this::gather).chain(() -> workers.run(this::look)).invoke(this::requeue)
        .chain(() -> pulse.get());
  }

  /** Reads for the next message; false when there is enough. */
  private Uni<Boolean> gather() {
    var scan = waiting.peek();
    if (scan == null || gathered >= WORK_BYTES || pieces.size() >= WORK_MESSAGES) {
      return Uni.createFrom().item(false);
    }
    waiting.poll();
    if (scan.message().isEnded()) {
      pieces.add(new Piece(scan, new byte[0]));
      return Uni.createFrom().item(true);
    }
    OctetRange range = scan.message().next(WORK_BYTES);
    return source.octets(scan.row(), range).map(octets -> {
      pieces.add(new Piece(scan, octets));
      gathered += octets == null ? 0 : octets.length;
      return true;
    });
  }

  /** Looks through what was gathered; gives the message that has to be read further, if any. By a worker. */
  private List<Scan> look() {
    var further = new ArrayList<Scan>();
    for (Piece piece : pieces) {
      var message = piece.scan.message();
      if (piece.octets == null || piece.octets.length == 0) {
        message.giveUp();
      } else {
        message.feed(piece.octets);
      }
      if (message.isEnded() || decided.test(piece.scan)) {
        ended.accept(piece.scan);
      } else {
        further.add(piece.scan);
      }
    }
    return further;
  }

  private void requeue(List<Scan> further) {
    pieces.clear();
    gathered = 0;
    further.reversed().forEach(waiting::addFirst);
  }
}
