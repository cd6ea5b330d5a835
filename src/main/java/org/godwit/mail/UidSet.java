package org.godwit.mail;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** An immutable set of assigned UIDs as sorted, disjoint, non-adjacent ranges. Never holds {@code *}: that is SequenceSet. */
public final class UidSet {

  /** No UID. */
  public static final UidSet EMPTY = new UidSet(new int[0]);

  /** first0, last0, first1, last1, ... ascending; both ends belong to the range. */
  private final int[] bounds;

  private UidSet(int[] bounds) {
    this.bounds = bounds;
  }

  /** The set of one UID. */
  public static UidSet of(int uid) {
    return range(uid, uid);
  }

  /** The UIDs from first to last, both included; empty if last is below first. */
  public static UidSet range(int first, int last) {
    return last < first ? EMPTY : new UidSet(new int[] {first, last});
  }

  /** From UIDs in any order, repeats allowed. */
  public static UidSet ofAll(IntStream uids) {
    var builder = new Builder();
    uids.sorted().forEach(builder::add);
    return builder.build();
  }

  /** How many ranges the set has. */
  public int rangeCount() {
    return bounds.length / 2;
  }

  /** First UID of a range, 0 to {@link #rangeCount}-1. */
  public int first(int range) {
    return bounds[2 * range];
  }

  /** Last UID of a range. */
  public int last(int range) {
    return bounds[2 * range + 1];
  }

  /** How many UIDs are in it. */
  public int size() {
    long size = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      size += bounds[i + 1] - bounds[i] + 1L;
    }
    return (int) Math.min(size, Integer.MAX_VALUE);
  }

  public boolean isEmpty() {
    return bounds.length == 0;
  }

  /** Whether the UID is in it. */
  public boolean contains(int uid) {
    int at = Arrays.binarySearch(bounds, uid);
    return at >= 0 || (-at - 1) % 2 == 1;
  }

  /** Each UID, ascending. */
  public void forEach(IntConsumer action) {
    for (int i = 0; i < bounds.length; i += 2) {
      for (long uid = bounds[i]; uid <= bounds[i + 1]; uid++) {
        action.accept((int) uid);
      }
    }
  }

  /** The UIDs, ascending. */
  public IntStream stream() {
    return IntStream.range(0, rangeCount()).flatMap(range -> IntStream.rangeClosed(first(range), last(range)));
  }

  /** The UIDs, ascending, as an array. */
  public int[] toArray() {
    int[] uids = new int[size()];
    int length = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      for (int count = bounds[i + 1] - bounds[i] + 1, at = 0; at < count; at++) {
        uids[length++] = bounds[i] + at;
      }
    }
    return uids;
  }

  /** Those for which the predicate holds. */
  public UidSet filter(IntPredicate keep) {
    var builder = new Builder();
    forEach(uid -> {
      if (keep.test(uid)) {
        builder.add(uid);
      }
    });
    return builder.build();
  }

  /** All of both sets. */
  public UidSet union(UidSet other) {
    if (isEmpty()) {
      return other;
    }
    if (other.isEmpty()) {
      return this;
    }
    var builder = new Builder();
    int mine = 0;
    int theirs = 0;
    while (mine < rangeCount() || theirs < other.rangeCount()) {
      boolean takeMine = theirs == other.rangeCount() || mine < rangeCount() && first(mine) <= other.first(theirs);
      if (takeMine) {
        builder.addRange(first(mine), last(mine));
        mine++;
      } else {
        builder.addRange(other.first(theirs), other.last(theirs));
        theirs++;
      }
    }
    return builder.build();
  }

  /** RFC 9051 {@code uid-set}: {@code 1:3,7}; the empty set has no such form and yields "". */
  @Override
  public String toString() {
    var text = new StringBuilder();
    for (int i = 0; i < bounds.length; i += 2) {
      text.append(i == 0 ? "" : ",").append(bounds[i]);
      if (bounds[i + 1] != bounds[i]) {
        text.append(':').append(bounds[i + 1]);
      }
    }
    return text.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UidSet set && Arrays.equals(bounds, set.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  /** Collects UIDs or ranges in ascending order of their first UID, merging what touches or overlaps. One thread. */
  public static final class Builder {

    private int[] bounds = new int[8];
    private int length;

    /** Adds one UID, not below the first UID of the range added last. */
    public Builder add(int uid) {
      return addRange(uid, uid);
    }

    /** Adds a range whose first UID is not below that of the range added last. */
    public Builder addRange(int first, int last) {
      if (first < 1 || last < first || length > 0 && first < bounds[length - 2]) {
        throw new IllegalArgumentException("uid range " + first + ":" + last + " out of order");
      }
      if (length > 0 && first <= bounds[length - 1] + 1L) {
        bounds[length - 1] = Math.max(bounds[length - 1], last);
        return this;
      }
      if (length == bounds.length) {
        bounds = Arrays.copyOf(bounds, length * 2);
      }
      bounds[length++] = first;
      bounds[length++] = last;
      return this;
    }

    /** The set so far. */
    public UidSet build() {
      return length == 0 ? EMPTY : new UidSet(Arrays.copyOf(bounds, length));
    }
  }
}
