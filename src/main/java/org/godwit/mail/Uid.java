package org.godwit.mail;

/**
 * A message's unique identifier in its mailbox (RFC 9051, 2.3.1.1).
 *
 * <p>Godwit assigns UIDs from 1 to 2^31-1, so they fit a positive int wherever many are kept; what a client may <em>name</em>
 * goes up to 2^32-1 and stays in a SequenceSet.
 */
public record Uid(int value) implements Comparable<Uid> {

  /** The largest UID that is ever assigned. */
  public static final int MAX = Integer.MAX_VALUE - 1;

  public Uid {
    if (value < 1) {
      throw new IllegalArgumentException("uid " + value);
    }
  }

  @Override
  public int compareTo(Uid other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
