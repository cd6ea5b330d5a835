package org.godwit.mail;

/**
 * The identity of a mailbox inside its account; survives RENAME, never reused (RFC 8474, 4).
 *
 * @param value at least 1
 */
public record MailboxId(long value) implements Comparable<MailboxId> {

  public MailboxId {
    if (value < 1) {
      throw new IllegalArgumentException("mailbox id " + value);
    }
  }

  /** The MAILBOXID objectid as clients see it: 1 to 255 of {@code A-Z a-z 0-9 _ -} (RFC 8474, 7). */
  public String objectId() {
    return "F" + Long.toString(value, 36);
  }

  @Override
  public int compareTo(MailboxId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return objectId();
  }
}
