package org.godwit.imap.command;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.godwit.mail.Flags;
import org.godwit.mail.SequenceSet;

/**
 * What SEARCH, SORT and THREAD look for (RFC 9051, 6.4.4 and the extensions named). Strings are decoded from the charset of
 * the command; as substrings they match without regard to case, and "" matches everything that exists.
 *
 * <p>Nesting is at most {@value #DEPTH_MAX} deep, so evaluating by recursion is safe.
 */
public sealed interface SearchKey {

  /** How deep And, Or and Not may nest. */
  int DEPTH_MAX = 200;

  /** Every message. */
  record All() implements SearchKey {}

  /** All of these; at least two. */
  record And(List<SearchKey> keys) implements SearchKey {}

  /** At least one of these; at least two. {@code OR a OR b c} is one Or of three. */
  record Or(List<SearchKey> keys) implements SearchKey {}

  /** Not this. */
  record Not(SearchKey key) implements SearchKey {}

  /** Messages with these sequence numbers; {@code $} is {@link Saved}. */
  record SequenceNumbers(SequenceSet set) implements SearchKey {}

  /** Messages with these UIDs; {@code $} is {@link Saved}. */
  record Uids(SequenceSet set) implements SearchKey {}

  /** {@code $}, and {@code UID $}: the saved result. */
  record Saved() implements SearchKey {}

  /** One system flag is set: a bit of {@link Flags}. UNSEEN and the like are Not of it. */
  record SystemFlag(int bit) implements SearchKey {}

  /** RECENT (RFC 3501). OLD is Not of it, NEW is And of it and not seen. */
  record Recent() implements SearchKey {}

  /** The keyword is set; any case. */
  record Keyword(String keyword) implements SearchKey {}

  /** A header field of this name has this text; BCC, CC, FROM, SUBJECT and TO too. {@code field} is in lower case. */
  record Header(String field, String text) implements SearchKey {}

  /** The text is in the body. */
  record Body(String text) implements SearchKey {}

  /** The text is in the header or in the body. */
  record Text(String text) implements SearchKey {}

  /** A date, "disregarding time and timezone". */
  record DateIs(DateField field, DateOrder order, LocalDate date) implements SearchKey {}

  /** Which date. */
  enum DateField {
    /** BEFORE, ON, SINCE. */
    INTERNAL,
    /** SENTBEFORE, SENTON, SENTSINCE: the Date header field. */
    SENT,
    /** SAVEDBEFORE, SAVEDON, SAVEDSINCE (RFC 8514). */
    SAVED
  }

  /** How it compares. */
  enum DateOrder {
    BEFORE,
    ON,
    /** On that day or later. */
    SINCE
  }

  /** SAVEDATESUPPORTED (RFC 8514). */
  record SaveDateSupported() implements SearchKey {}

  /** LARGER: RFC822.SIZE is above this many octets. */
  record Larger(long octets) implements SearchKey {}

  /** SMALLER: RFC822.SIZE is below this many octets. */
  record Smaller(long octets) implements SearchKey {}

  /** OLDER (RFC 5032): the internal date is this many seconds ago or longer. 1 to 2^32-1. */
  record Older(long seconds) implements SearchKey {}

  /** YOUNGER (RFC 5032): the internal date is this many seconds ago or less. 1 to 2^32-1. */
  record Younger(long seconds) implements SearchKey {}

  /**
   * MODSEQ (RFC 7162, 3.1.5): the modification sequence is this or above.
   *
   * @param flag the flag the client restricts it to, such as {@code \Seen}; a server that keeps one modseq per message ignores
   *     it
   */
  record ModSeq(long modSeq, Optional<String> flag) implements SearchKey {}

  /** EMAILID (RFC 8474). */
  record EmailIdIs(String objectId) implements SearchKey {}

  /** THREADID (RFC 8474). */
  record ThreadIdIs(String objectId) implements SearchKey {}

  /** Whether sequence numbers occur in it, so that its meaning hangs on the numbers at the time (RFC 9051, 5.5). */
  default boolean usesSequenceNumbers() {
    return switch (this) {
      case SequenceNumbers _ -> true;
      case And and -> and.keys().stream().anyMatch(SearchKey::usesSequenceNumbers);
      case Or or -> or.keys().stream().anyMatch(SearchKey::usesSequenceNumbers);
      case Not not -> not.key().usesSequenceNumbers();
      default -> false;
    };
  }

  /** Whether MODSEQ occurs in it, which makes the command CONDSTORE enabling and the answer tell MODSEQ (RFC 7162, 3.1.5). */
  default boolean usesModSeq() {
    return switch (this) {
      case ModSeq _ -> true;
      case And and -> and.keys().stream().anyMatch(SearchKey::usesModSeq);
      case Or or -> or.keys().stream().anyMatch(SearchKey::usesModSeq);
      case Not not -> not.key().usesModSeq();
      default -> false;
    };
  }

  /** Whether {@code $} occurs in it. */
  default boolean usesSavedResult() {
    return switch (this) {
      case Saved _ -> true;
      case And and -> and.keys().stream().anyMatch(SearchKey::usesSavedResult);
      case Or or -> or.keys().stream().anyMatch(SearchKey::usesSavedResult);
      case Not not -> not.key().usesSavedResult();
      default -> false;
    };
  }
}
