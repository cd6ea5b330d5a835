package org.godwit.mail;

/**
 * THREADID, the same for messages of one conversation (RFC 8474, 5.2): a hash of the conversation's first Message-ID.
 *
 * @param value any 64 bits but 0; "no thread" is no ThreadId at all and is told to clients as NIL
 */
public record ThreadId(long value) {

  public ThreadId {
    if (value == 0) {
      throw new IllegalArgumentException("thread id 0");
    }
  }

  /** The objectid as clients see it. */
  public String objectId() {
    return "T" + Long.toUnsignedString(value, 36);
  }

  /** The id behind an objectid, or null if no message can have it. */
  public static ThreadId parse(String objectId) {
    if (objectId.length() < 2 || objectId.length() > 14 || objectId.charAt(0) != 'T') {
      return null;
    }
    try {
      long value = Long.parseUnsignedLong(objectId, 1, objectId.length(), 36);
      return value != 0 && new ThreadId(value).objectId().equals(objectId) ? new ThreadId(value) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
