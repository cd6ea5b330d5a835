package org.godwit.imap.handler.fetch;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.godwit.imap.handler.fetch.Located.Transformed;
import org.godwit.imap.handler.fetch.Located.Window;
import org.godwit.mime.OctetRange;

/**
 * The FETCH response of one message of which too much is wanted to be held in memory, or to be written at once: read, and written,
 * slice by slice. What must be decoded or filtered is read twice, first to learn how much comes of it. Event loop of the session only; used once.
 */
final class LargeMessage {

  /** Octets sent from a file in one turn. */
  private static final int SENT_BYTES_MAX = 4 << 20;

  private final MessageWriter writer;
  private final FetchedMessage message;
  private final Turns turns;
  private final int sliceBytesMax;
  private final Function<OctetRange, Uni<Slice>> read;
  private final Function<OctetRange, Uni<Void>> send;
  private final Consumer<BodyItem> lost;
  private List<? extends PlannedItem> items;
  private Located[] located;
  private int next;
  private int nextBody;
  private Work work;
  private boolean begun;

  /** A part of the work that takes many slices; each turn says whether there is more. */
  private interface Work {
    Uni<Boolean> turn();
  }

  /**
   * @param read octets of the message, not more than {@code sliceBytesMax}; they are done with at once
   * @param send sends octets of the message from where they are stored; gives null if that cannot be done
   * @param lost answers for an item of which nothing could be decoded
   */
  LargeMessage(MessageWriter writer, FetchedMessage message, Turns turns, int sliceBytesMax,
      Function<OctetRange, Uni<Slice>> read, Function<OctetRange, Uni<Void>> send, Consumer<BodyItem> lost) {
    this.writer = writer;
    this.message = message;
    this.turns = turns;
    this.sliceBytesMax = sliceBytesMax;
    this.read = read;
    this.send = send;
    this.lost = lost;
  }

  /** Whether a part of the response is written, so that a failure can no longer be told to the client. */
  boolean isBegun() {
    return begun;
  }

  /** Writes the response. The first octets are read before anything is written: most failures show there. */
  Uni<Void> write(int sequenceNumber, List<? extends PlannedItem> wanted, Located[] where) {
    items = wanted;
    located = where;
    return readFirst().invoke(() -> {
      begun = true;
      writer.begin(sequenceNumber);
    }).chain(() -> Turns.repeat(this::turn)).invoke(writer::end);
  }

  private Uni<?> readFirst() {
    for (var one : located) {
      var range = one.needs();
      if (range != null) {
        return read.apply(slice(range, range.start()));
      }
    }
    return Uni.createFrom().voidItem();
  }

  private OctetRange slice(OctetRange range, long at) {
    return new OctetRange(at, Math.min(range.end(), at + sliceBytesMax));
  }

  private Uni<Boolean> turn() {
    if (work != null) {
      return work.turn().map(more -> {
        work = more ? work : null;
        return true;
      });
    }
    if (next == items.size()) {
      return Uni.createFrom().item(false);
    }
    switch (items.get(next++)) {
      case MetadataItem item -> writer.metadata(item, message);
      case BodyItem item -> body(item, located[nextBody++]);
    }
    return turns.pause();
  }

  private void body(BodyItem item, Located where) {
    switch (where) {
      case Located.Absent _ -> writer.absent(item);
      case Located.Undecodable _ -> { }
      case Located.Sized(long octets) -> writer.size(item, octets);
      case Located.InMemory inMemory -> writer.octets(item, inMemory.made(), inMemory.window());
      case Located.Stored(OctetRange range) -> stored(item, range);
      case Transformed transformed -> work = new Measure(item, transformed);
    }
  }

  private void stored(BodyItem item, OctetRange range) {
    if (item.kind() == BodyItem.Kind.BINARY) {
      // whether there is a NUL must be known before the first octet
      work = new Measure(item, new Transformed(range, Identity::new, Window.ALL));
    } else {
      writer.announce(item, range.length(), false);
      work = new Copy(range);
    }
  }

  /** Octets as they are. */
  private final class Copy implements Work {
    private final OctetRange range;
    private long at;

    Copy(OctetRange range) {
      this.range = range;
      this.at = range.start();
    }

    @Override
    public Uni<Boolean> turn() {
      if (at == range.end()) {
        return Uni.createFrom().item(false);
      }
      var stretch = new OctetRange(at, Math.min(range.end(), at + SENT_BYTES_MAX));
      var sent = send.apply(stretch);
      return sent == null ? slice() : sent.chain(() -> upTo(stretch.end()));
    }

    private Uni<Boolean> slice() {
      var slice = LargeMessage.this.slice(range, at);
      return read.apply(slice).chain(octets -> {
        writer.piece(octets);
        return upTo(slice.end());
      });
    }

    private Uni<Boolean> upTo(long end) {
      at = end;
      return turns.pause();
    }
  }

  /** One run of a transform over its range. */
  private abstract class Run implements Work {
    final BodyItem item;
    final Transformed transformed;
    private final Transform transform;
    private long at;
    /** Octets that came of it so far. */
    long total;

    Run(BodyItem item, Transformed transformed) {
      this.item = item;
      this.transformed = transformed;
      this.transform = transformed.start().get();
      this.at = transformed.range().start();
    }

    @Override
    public Uni<Boolean> turn() {
      if (at == transformed.range().end()) {
        transform.finish(this::take);
        return Uni.createFrom().item(finished());
      }
      var slice = slice(transformed.range(), at);
      return read.apply(slice).chain(octets -> {
        transform.accept(octets.array(), octets.offset(), octets.length(), this::take);
        at = slice.end();
        turns.wrote(octets.length());
        return turns.pause();
      });
    }

    private void take(byte[] octets, int offset, int length) {
      // cut to the window
      long start = Math.clamp(transformed.window().start() - total, 0, length);
      long wanted = Math.min(length - start, endOfWindow() - total - start);
      if (wanted > 0) {
        inWindow(octets, offset + (int) start, (int) wanted);
      }
      total += length;
    }

    private long endOfWindow() {
      var window = transformed.window();
      return window.length() > Long.MAX_VALUE - window.start() ? Long.MAX_VALUE : window.start() + window.length();
    }

    boolean isLost() {
      return Transforms.isLost(transform, total);
    }

    abstract void inWindow(byte[] octets, int offset, int length);

    /** Whether there is more to do. */
    abstract boolean finished();
  }

  /** The first run: how much there is, and whether there is a NUL. */
  private final class Measure extends Run {
    private boolean nul;

    Measure(BodyItem item, Transformed transformed) {
      super(item, transformed);
    }

    @Override
    void inWindow(byte[] octets, int offset, int length) {
      nul = nul || item.kind() == BodyItem.Kind.BINARY && new Slice(octets, offset, length).hasNul();
    }

    @Override
    boolean finished() {
      if (isLost()) {
        lost.accept(item);
        return false;
      }
      if (item.kind() == BodyItem.Kind.BINARY_SIZE) {
        writer.size(item, total);
        return false;
      }
      long length = transformed.window().lengthIn(total);
      writer.announce(item, length, nul);
      if (length > 0) {
        work = new Write(item, transformed);
      }
      return length > 0;
    }
  }

  /** The second run: writes. */
  private final class Write extends Run {
    Write(BodyItem item, Transformed transformed) {
      super(item, transformed);
    }

    @Override
    void inWindow(byte[] octets, int offset, int length) {
      writer.piece(octets, offset, length);
    }

    @Override
    boolean finished() {
      return false;
    }
  }

  /** Octets as they are. */
  private static final class Identity implements Transform {
    @Override
    public void accept(byte[] octets, int offset, int length, org.godwit.mime.OctetSink sink) {
      sink.accept(octets, offset, length);
    }

    @Override
    public void finish(org.godwit.mime.OctetSink sink) {
      // nothing is held back
    }
  }
}
