package org.godwit.imap.handler;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.godwit.account.MailboxState;
import org.godwit.imap.command.ReturnOptions;
import org.godwit.imap.response.Esearch;
import org.godwit.imap.response.NumberList;
import org.godwit.imap.response.NumberRuns;
import org.godwit.mail.UidSet;

/**
 * What a search or sort found, and what the return options make of it (RFC 9051, 6.4.4; RFC 5267, 3; RFC 9394, 3).
 *
 * @param rows the mailbox searched
 * @param found indexes of rows, in mailbox order or as sorted
 * @param numbers the same as the client knows them
 * @param modSeqWanted whether MODSEQ was among the keys (RFC 7162, 3.1.5)
 */
record SearchResult(MailboxState rows, int[] found, int[] numbers, boolean modSeqWanted) {

  /** {@code * SEARCH 2 5 (MODSEQ 9)}, {@code * SORT 5 2}. */
  NumberList list(String name) {
    return new NumberList(name, numbers, modSeqOf(IntStream.of(found)));
  }

  /** {@code * ESEARCH (TAG "a") ...}. */
  Esearch esearch(String tag, boolean uid, ReturnOptions returns) {
    return new Esearch(tag, uid,
        returns.min() && found.length > 0 ? OptionalInt.of(numbers[0]) : OptionalInt.empty(),
        returns.max() && found.length > 0 ? OptionalInt.of(numbers[found.length - 1]) : OptionalInt.empty(),
        returns.count() ? OptionalInt.of(found.length) : OptionalInt.empty(),
        returns.all() && found.length > 0 ? Optional.of(NumberRuns.of(numbers, 0, found.length)) : Optional.empty(),
        returns.partial().map(range -> new Esearch.Page(range.toString(),
            NumberRuns.of(numbers, range.start(found.length), range.end(found.length)))),
        modSeqOf(told(returns)));
  }

  /** {@code $} (RFC 9051, 6.4.4.1, table 4; RFC 9394, 3.2, table 1). */
  UidSet saved(ReturnOptions returns) {
    return UidSet.ofAll(told(returns).map(rows::uid));
  }

  /** Rows that the answer speaks of: those of MIN, MAX and PARTIAL if nothing else was asked for, else all. */
  private IntStream told(ReturnOptions returns) {
    boolean some = returns.min() || returns.max() || returns.partial().isPresent();
    if (!some || returns.all() || returns.count()) {
      return IntStream.of(found);
    }
    if (found.length == 0) {
      return IntStream.empty();
    }
    var ends = IntStream.concat(returns.min() ? IntStream.of(found[0]) : IntStream.empty(),
        returns.max() ? IntStream.of(found[found.length - 1]) : IntStream.empty());
    return IntStream.concat(ends, returns.partial()
        .map(range -> Arrays.stream(found, range.start(found.length), range.end(found.length))).orElse(IntStream.empty()));
  }

  private OptionalLong modSeqOf(IntStream some) {
    return modSeqWanted ? some.mapToLong(rows::modSeq).max() : OptionalLong.empty();
  }
}
