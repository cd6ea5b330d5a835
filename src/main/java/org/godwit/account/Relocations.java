package org.godwit.account;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.godwit.account.JournalRecord.BodyMove;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/** Old to new {@link Extent#position}s of bodies that compaction moved. Immutable. */
public final class Relocations {

  /** Nothing moved. */
  public static final Relocations NONE = new Relocations(HashTreePMap.empty());

  private final PMap<Long, Long> moves;

  private Relocations(PMap<Long, Long> moves) {
    this.moves = moves;
  }

  /** From old and new positions as {@link #moves} gave them. */
  public static Relocations of(Map<Long, Long> moves) {
    return new Relocations(HashTreePMap.from(moves));
  }

  public boolean isEmpty() {
    return moves.isEmpty();
  }

  /** Old to new positions. */
  public Map<Long, Long> moves() {
    return moves;
  }

  /** Where what lay at this position lies now, however often it moved. */
  public long map(long position) {
    long at = position;
    for (Long next = moves.get(at); next != null; next = moves.get(at)) {
      at = next;
    }
    return at;
  }

  Relocations plus(List<BodyMove> more) {
    var added = new HashMap<Long, Long>();
    for (BodyMove move : more) {
      added.put(move.from().position(), move.to().extent().position());
    }
    return new Relocations(moves.plusAll(added));
  }

  Relocations minus(Relocations done) {
    return done == this || done.moves.equals(moves) ? NONE : new Relocations(moves.minusAll(done.moves.keySet()));
  }
}
