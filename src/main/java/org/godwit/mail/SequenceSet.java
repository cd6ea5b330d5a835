package org.godwit.mail;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * What a client names with {@code sequence-set} (RFC 9051, 9): sequence numbers or UIDs from 1 to 2^32-1, ranges in either
 * direction, {@code *} for the largest in use, or {@code $} for the saved search result (6.4.4.1).
 *
 * <p>It is not resolved: what it means depends on a mailbox. {@link #resolve} makes it sorted, disjoint and free of {@code *}.
 */
public final class SequenceSet {

  /** The largest number that can be named: 2^32-1. */
  public static final long NUMBER_MAX = 0xFFFF_FFFFL;

  /** {@code $}: the messages of the last SEARCH with RETURN (SAVE). It has no ranges of its own. */
  public static final SequenceSet SAVED_RESULT = new SequenceSet(new long[0]);

  /** Stands for {@code *} in {@link #bounds}. */
  private static final long STAR = 0;

  /** One end, other end, one end, other end, ... as given. */
  private final long[] bounds;

  private SequenceSet(long[] bounds) {
    this.bounds = bounds;
  }

  /** The set of one number, 1 to 2^32-1. */
  public static SequenceSet of(long number) {
    return range(number, number);
  }

  /** The numbers from one to the other, 1 to 2^32-1, in either order. */
  public static SequenceSet range(long one, long other) {
    if (Math.min(one, other) < 1 || Math.max(one, other) > NUMBER_MAX) {
      throw new IllegalArgumentException("sequence range " + one + ":" + other);
    }
    return new SequenceSet(new long[] {one, other});
  }

  /** {@code 1:*}. */
  public static SequenceSet all() {
    return new SequenceSet(new long[] {1, STAR});
  }

  /**
   * Reads a sequence-set; as many ranges as the text has room for.
   *
   * @throws IllegalArgumentException if it is none; the message is fit to be shown to a client
   */
  public static SequenceSet parse(CharSequence text) {
    if (text.length() == 1 && text.charAt(0) == '$') {
      return SAVED_RESULT;
    }
    return new SequenceSet(new SequenceSetParser(text).parse());
  }

  /** Whether this is {@code $}. */
  public boolean isSavedResult() {
    return bounds.length == 0;
  }

  /** Whether {@code *} is in it, alone or as an end of a range. */
  public boolean hasStar() {
    return Arrays.stream(bounds).anyMatch(bound -> bound == STAR);
  }

  /** The largest number that it names; 0 if it names none but {@code *} or is {@code $}. */
  public long largestNumber() {
    return Arrays.stream(bounds).max().orElse(0);
  }

  /** Whether it names exactly one message: a number or {@code *}. */
  public boolean isSingle() {
    return bounds.length == 2 && bounds[0] == bounds[1];
  }

  /**
   * What it means where {@code max} is the largest number in use: sorted and disjoint ranges within 1 to max. {@code n:*} holds
   * max even if n is larger (RFC 9051, 9, seq-range); other numbers above max are left out, see {@link #largestNumber}.
   *
   * @param max the number of messages, or the largest UID; 0 for an empty mailbox, where nothing is left
   */
  public Ranges resolve(int max) {
    if (isSavedResult()) {
      throw new IllegalStateException("$ has no numbers");
    }
    long[] packed = new long[bounds.length / 2];
    int count = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      long one = bounds[i] == STAR ? max : bounds[i];
      long other = bounds[i + 1] == STAR ? max : bounds[i + 1];
      long first = Math.min(one, other);
      if (first <= max && max > 0) {
        packed[count++] = first << 32 | Math.min(Math.max(one, other), max);
      }
    }
    return Ranges.merged(Arrays.copyOf(packed, count));
  }

  /** The UIDs it means, {@code maxUid} being the largest in use; see {@link #resolve}. Not all of them need exist. */
  public UidSet resolveUids(int maxUid) {
    var uids = new UidSet.Builder();
    var ranges = resolve(maxUid);
    for (int i = 0; i < ranges.count(); i++) {
      uids.addRange(ranges.first(i), ranges.last(i));
    }
    return uids.build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SequenceSet that && Arrays.equals(bounds, that.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  /** As on the wire, in the order given. */
  @Override
  public String toString() {
    if (isSavedResult()) {
      return "$";
    }
    var text = new StringBuilder();
    for (int i = 0; i < bounds.length; i += 2) {
      text.append(i == 0 ? "" : ",").append(number(bounds[i]));
      if (bounds[i] != bounds[i + 1]) {
        text.append(':').append(number(bounds[i + 1]));
      }
    }
    return text.toString();
  }

  private static String number(long bound) {
    return bound == STAR ? "*" : Long.toString(bound);
  }

  /** Sorted, disjoint, non-adjacent ranges of positive numbers: what a set means in one mailbox at one moment. */
  public static final class Ranges {

    private static final Ranges NONE = new Ranges(new int[0]);

    /** first0, last0, first1, last1, ... */
    private final int[] bounds;

    private Ranges(int[] bounds) {
      this.bounds = bounds;
    }

    /** From {@code first << 32 | last} in any order. */
    private static Ranges merged(long[] packed) {
      if (packed.length == 0) {
        return NONE;
      }
      Arrays.sort(packed);
      int[] merged = new int[packed.length * 2];
      int end = 0;
      for (long range : packed) {
        int first = (int) (range >>> 32);
        int last = (int) range;
        if (end > 0 && first <= merged[end - 1] + 1L) {
          merged[end - 1] = Math.max(merged[end - 1], last);
        } else {
          merged[end++] = first;
          merged[end++] = last;
        }
      }
      return new Ranges(Arrays.copyOf(merged, end));
    }

    /** How many ranges there are. */
    public int count() {
      return bounds.length / 2;
    }

    /** First number of a range, 0 to {@link #count}-1. */
    public int first(int range) {
      return bounds[2 * range];
    }

    /** Last number of a range. */
    public int last(int range) {
      return bounds[2 * range + 1];
    }

    /** Whether there is no number in them. */
    public boolean isEmpty() {
      return bounds.length == 0;
    }

    /** How many numbers are in them. */
    public int size() {
      long size = 0;
      for (int i = 0; i < bounds.length; i += 2) {
        size += bounds[i + 1] - bounds[i] + 1L;
      }
      return Math.toIntExact(size);
    }

    /** Whether the number is in one of them. */
    public boolean contains(int number) {
      int at = Arrays.binarySearch(bounds, number);
      return at >= 0 || (-at - 1) % 2 == 1;
    }

    /** Hands every number on, ascending. */
    public void forEach(IntConsumer consumer) {
      for (int i = 0; i < bounds.length; i += 2) {
        for (long number = bounds[i]; number <= bounds[i + 1]; number++) {
          consumer.accept((int) number);
        }
      }
    }
  }
}
