package org.godwit.imap.response;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * {@code esearch-response = "ESEARCH" [search-correlator] [SP "UID"] *(SP search-return-data)} (RFC 9051, 7.3.4; RFC 9394, 4; RFC
 * 4731, 3.2).
 *
 * @param uid whether the numbers are UIDs
 * @param all not empty if present
 * @param modSeq the highest modification sequence of the messages told
 */
public record Esearch(String tag, boolean uid, OptionalInt min, OptionalInt max, OptionalInt count, Optional<NumberRuns> all,
    Optional<Page> partial, OptionalLong modSeq) {

  /**
   * PARTIAL.
   *
   * @param range as the client gave it
   * @param runs may be empty
   */
  public record Page(String range, NumberRuns runs) {}

  /** Writes it, no faster than the client reads. */
  public Uni<Void> write(ResponseWriter out) {
    out.untagged().raw("ESEARCH (TAG ").string(tag).raw(uid ? ") UID" : ")");
    min.ifPresent(number -> out.raw(" MIN ").number(number));
    max.ifPresent(number -> out.raw(" MAX ").number(number));
    count.ifPresent(number -> out.raw(" COUNT ").number(number));
    return writeAll(out).chain(() -> writePartial(out)).invoke(() -> {
      modSeq.ifPresent(value -> out.raw(" MODSEQ ").number(value));
      out.end();
    });
  }

  private Uni<Void> writeAll(ResponseWriter out) {
    return all.map(runs -> {
      out.raw(" ALL ");
      return write(out, runs);
    }).orElse(Uni.createFrom().voidItem());
  }

  private Uni<Void> writePartial(ResponseWriter out) {
    return partial.map(page -> {
      out.raw(" PARTIAL (").raw(page.range).raw(page.runs.isEmpty() ? " NIL" : " ");
      return write(out, page.runs).invoke(out::close);
    }).orElse(Uni.createFrom().voidItem());
  }

  private static Uni<Void> write(ResponseWriter out, NumberRuns runs) {
    return Pace.each(out, runs.count(), range -> runs.write(out, range));
  }
}
