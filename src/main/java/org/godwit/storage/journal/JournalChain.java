package org.godwit.storage.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedList;
import java.util.List;
import org.godwit.storage.Damage;
import org.godwit.storage.codec.FormatException;
import org.godwit.storage.journal.SegmentHeader.Baseline;

/**
 * The segments that make up a journal, found from the newest backwards: each header names the segment before and where that
 * one ends. What no chain reaches was never acknowledged.
 *
 * @param links ascending; without those before the point that was asked for
 * @param end behind the last entry; null if there is no segment at all
 * @param endIsNamed whether a segment's header names that end: then every later owner finds the same
 * @param baseline the last complete baseline that the newest segment's header names
 * @param account whose journal the newest segment says that it is; "" if there is no segment
 * @param reached whether the chain goes back to the point that was asked for
 * @param damages segments that are missing or whose header is damaged
 */
public record JournalChain(List<Link> links, JournalPosition end, boolean endIsNamed, Baseline baseline, String account,
    boolean reached, List<Damage> damages) {

  /** A segment and the valid part of it. */
  public record Link(SegmentName name, long end) {}

  /** How far back a chain is wanted. */
  public sealed interface Until {
    /** Up to a position that a checkpoint covers. */
    record Position(JournalPosition position) implements Until {}

    /** Up to where a replay without a checkpoint begins: the last baseline, or the first segment. */
    record Beginning() implements Until {}
  }

  /**
   * Follows the chain.
   *
   * @param settle whether what the newest segment holds is made durable and read from the medium; false only looks
   */
  public static JournalChain find(JournalDirectory directory, Until until, boolean settle) throws IOException {
    return new Walk(directory, until, settle).run();
  }

  /** Follows the chain to its beginning from a position that is known to be its end. */
  public static JournalChain findBack(JournalDirectory directory, JournalPosition end) throws IOException {
    return new Walk(directory, new Until.Beginning(), false).run(end);
  }

  private static final class Walk {
    private final JournalDirectory directory;
    private final Until until;
    private final boolean settle;
    private final List<Damage> unreadable = new ArrayList<>();
    private final LinkedList<Link> links = new LinkedList<>();
    private final List<Damage> damages = new ArrayList<>();
    private List<Integer> numbers;

    Walk(JournalDirectory directory, Until until, boolean settle) {
      this.directory = directory;
      this.until = until;
      this.settle = settle;
    }

    JournalChain run() throws IOException {
      numbers = directory.numbers();
      SegmentHeader newest = null;
      for (int number : numbers) {
        var header = number < firstOfInterest() ? null : headerOf(number);
        boolean newer = header != null && (newest == null || newest.name().compareTo(header.name()) < 0);
        newest = newer ? header : newest;
      }
      if (newest == null) {
        return until instanceof Until.Position(var position) && !position.equals(JournalPosition.START) ? lost(position)
            : empty(true);
      }
      damages.addAll(unreadable);
      return from(newest, endOf(newest));
    }

    private JournalChain empty(boolean reached) {
      return new JournalChain(List.of(), null, false, SegmentHeader.NO_BASELINE, "", reached, unreadable);
    }

    /**
     * A checkpoint says that there was a segment up to a position, and neither it nor a later one has a header that can be read: then the
     * checkpoint is what is left, and what can be found behind that position.
     */
    private JournalChain lost(JournalPosition position) throws IOException {
      if (numbers.isEmpty()) {
        // more likely a disk that is not there than damage
        return empty(false);
      }
      var name = position.segment();
      try (var reader = SegmentReader.openSettled(directory, name)) {
        damages.add(damage(name, "the segment's header is damaged"));
        var end = reader.end(position, reader.size());
        return new JournalChain(List.of(new Link(name, end.offset())), end, false, SegmentHeader.NO_BASELINE, "", true,
            damages);
      } catch (FormatException | NoSuchFileException e) {
        damages.add(damage(name, e instanceof NoSuchFileException ? "the segment is missing" : e.getMessage()));
        return new JournalChain(List.of(), position, false, SegmentHeader.NO_BASELINE, "", true, damages);
      }
    }

    JournalChain run(JournalPosition end) throws IOException {
      numbers = directory.numbers();
      if (end.segment().equals(SegmentName.NONE)) {
        return new JournalChain(List.of(), null, false, SegmentHeader.NO_BASELINE, "", true, damages);
      }
      var last = previous(end);
      return last != null ? from(last, end)
          : new JournalChain(List.of(), end, false, SegmentHeader.NO_BASELINE, "", false, damages);
    }

    private JournalChain from(SegmentHeader newest, JournalPosition end) throws IOException {
      boolean reached = back(newest, end);
      boolean named = !end.segment().equals(newest.name());
      return new JournalChain(List.copyOf(links), end, named, newest.baseline(), newest.account(), reached, damages);
    }

    /** No segment before the position that a checkpoint covers can be the newest. */
    private int firstOfInterest() {
      return until instanceof Until.Position(var position) ? position.segment().number() : 0;
    }

    private SegmentHeader headerOf(int number) throws IOException {
      if (settle) {
        settle(directory.file(number));
      }
      try (var reader = SegmentReader.open(directory, number)) {
        if (!reader.isHeaderWhole()) {
          damages.add(damage(reader.header().name(), "one copy of the segment's header is damaged"));
        }
        return reader.header();
      } catch (FormatException e) {
        if (SegmentReader.hasContent(directory, number)) {
          unreadable.add(damage(new SegmentName(0, number), e.getMessage()));
        }
        return null;
      } catch (NoSuchFileException e) {
        return null;
      }
    }

    /** What an owner died over may be in memory only; or, after a failed sync, seem to be there although the medium lost it. */
    private void settle(Path file) throws IOException {
      try {
        directory.disk().sync(file);
        directory.disk().forgetCached(file);
      } catch (NoSuchFileException e) {
        // removed since it was listed
      }
    }

    private JournalPosition endOf(SegmentHeader newest) throws IOException {
      var from = new JournalPosition(newest.name(), SegmentHeader.BYTES, newest.firstSequence());
      if (until instanceof Until.Position(var position) && position.segment().equals(newest.name())) {
        from = position;
      }
      int number = newest.name().number();
      long size = settledSize(number);
      try (var reader = SegmentReader.open(directory, number)) {
        var end = reader.end(from, size);
        boolean nothing = end.offset() == SegmentHeader.BYTES;
        return nothing ? newest.predecessor() : end;
      }
    }

    /**
     * How much of a segment is durable. A stale owner may write behind it at any time: nobody was told of that, and nobody may go
     * on from it while it is in memory only.
     */
    private long settledSize(int number) throws IOException {
      try (var file = directory.disk().open(directory.file(number))) {
        long size = file.size();
        if (settle) {
          settle(directory.file(number));
        }
        return size;
      }
    }

    /** Goes back from the newest segment; whether the point asked for is reached. */
    private boolean back(SegmentHeader newest, JournalPosition end) throws IOException {
      var header = newest;
      if (end.segment().equals(newest.name())) {
        links.addFirst(new Link(newest.name(), end.offset()));
        if (isGoal(newest.name(), end.offset(), newest.baseline())) {
          return true;
        }
      }
      while (true) {
        var before = header.predecessor();
        if (before.segment().equals(SegmentName.NONE)) {
          return isStart();
        }
        links.addFirst(new Link(before.segment(), before.offset()));
        if (isGoal(before.segment(), before.offset(), newest.baseline())) {
          return true;
        }
        header = previous(before);
        if (header == null) {
          links.removeFirst();
          return false;
        }
      }
    }

    private boolean isStart() {
      return switch (until) {
        case Until.Beginning b -> true;
        case Until.Position(var position) -> position.equals(JournalPosition.START);
      };
    }

    private boolean isGoal(SegmentName name, long end, Baseline baseline) {
      return switch (until) {
        case Until.Beginning b -> baseline.exists() && name.number() == baseline.segment();
        case Until.Position(var position) -> name.equals(position.segment()) && position.offset() <= end;
      };
    }

    /** The header of a segment that a later one goes on from; null if that is not to be found. */
    private SegmentHeader previous(JournalPosition position) throws IOException {
      var name = position.segment();
      try (var reader = SegmentReader.openSettled(directory, name)) {
        if (reader.isHeaderWhole()) {
          return reader.header();
        }
        if (!reader.isHeaderLost()) {
          var half = damage(name, "one copy of the segment's header is damaged");
          damages.remove(half);
          damages.add(half);
          return reader.header();
        }
        damages.add(damage(name, "the segment's header is damaged"));
        return guessed(reader.header());
      } catch (FormatException e) {
        damages.add(damage(name, e.getMessage()));
      } catch (NoSuchFileException e) {
        damages.add(damage(name, "the segment is missing"));
      }
      return null;
    }

    private Damage damage(SegmentName name, String what) {
      return new Damage(directory.path().getFileName() + "/" + name.fileName(), 0, 0, what);
    }

    /** With the header lost, the segment with the next lower number is the one before, up to where it ends by itself. */
    private SegmentHeader guessed(SegmentHeader lost) throws IOException {
      var lower = numbers.stream().filter(number -> number < lost.name().number()).max(Comparator.naturalOrder());
      if (lower.isEmpty()) {
        return lost;
      }
      try (var reader = SegmentReader.open(directory, lower.get())) {
        var start = new JournalPosition(reader.header().name(), SegmentHeader.BYTES, reader.header().firstSequence());
        return new SegmentHeader(lost.name(), lost.tag(), reader.end(start, reader.size()), reader.header().baseline(), lost.account());
      }
    }
  }

  /**
   * Shows the visitor the entries from a position on.
   *
   * @param from a position in one of the links, or before the first of them
   */
  public void read(JournalDirectory directory, JournalPosition from, EntryVisitor visitor) throws IOException {
    boolean inside = links.stream().anyMatch(link -> link.name.equals(from.segment()));
    boolean begun = !inside;
    for (Link link : links) {
      boolean first = link.name.equals(from.segment());
      begun |= first;
      if (begun) {
        read(directory, link, first ? from.offset() : SegmentHeader.BYTES, visitor);
      }
    }
  }

  private static void read(JournalDirectory directory, Link link, long from, EntryVisitor visitor) throws IOException {
    if (from >= link.end) {
      return;
    }
    SegmentReader reader;
    try {
      reader = SegmentReader.openSettled(directory, link.name);
    } catch (FormatException | NoSuchFileException e) {
      visitor.damaged(new Damage(directory.path().getFileName() + "/" + link.name.fileName(), from, link.end - from,
          "the segment cannot be read: " + e.getMessage()));
      return;
    }
    try (reader) {
      reader.read(from, link.end, visitor);
    }
  }
}
