package org.godwit.search;

import java.util.List;
import org.godwit.mail.Flags;
import org.godwit.mail.UidSet;

/**
 * What to look for. Texts match as substrings by i;unicode-casemap (RFC 5051); "" is in every text. Evaluated by recursion:
 * whoever makes one bounds its depth (the IMAP parser does).
 */
public sealed interface Criterion {

  /** Every message. */
  record All() implements Criterion {}

  /** All of these; every message if there are none. */
  record And(List<Criterion> parts) implements Criterion {
    public And {
      parts = List.copyOf(parts);
    }
  }

  /** At least one of these; no message if there are none. */
  record Or(List<Criterion> parts) implements Criterion {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  /** Not this. */
  record Not(Criterion part) implements Criterion {}

  /** Messages with these UIDs. */
  record Uids(UidSet uids) implements Criterion {}

  /** A system flag is set: one bit of {@link Flags}. */
  record SystemFlag(int bit) implements Criterion {}

  /** A keyword is set, any case. */
  record Keyword(String keyword) implements Criterion {}

  /** The size in octets is within these, both included. */
  record Size(long min, long max) implements Criterion {}

  /** The modification sequence is this or above. */
  record ModSeq(long min) implements Criterion {}

  /** The internal date, as a moment in seconds since 1970, is within these, both included. */
  record Arrived(long min, long max) implements Criterion {}

  /** The day of a date as it was written, time and zone ignored, is within these, both included; days since 1970. */
  record Day(DateField field, long first, long last) implements Criterion {}

  /** Which date. */
  enum DateField {
    INTERNAL,
    /** The Date header field; a message without a valid one matches no range. */
    SENT,
    /** When it was saved here, in UTC. */
    SAVED
  }

  /** EMAILID (RFC 8474). */
  record EmailId(long value) implements Criterion {}

  /** THREADID (RFC 8474). */
  record ThreadId(long value) implements Criterion {}

  /**
   * A header field of this name has this text, encoded words decoded; "" asks for the field alone.
   *
   * @param field in lower case
   */
  record Header(String field, String text) implements Criterion {}

  /** The text is in a part of type text or message, decoded; header fields do not count. */
  record Body(String text) implements Criterion {}

  /** The text is in the header, in one of a part, or in the body. */
  record Text(String text) implements Criterion {}
}
