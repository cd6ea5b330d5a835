package org.godwit.imap.response;

import io.smallrye.mutiny.Uni;
import java.util.OptionalLong;

/**
 * SEARCH of IMAP4rev1 and SORT: {@code "SEARCH" *(SP nz-number) [SP "(MODSEQ" SP mod-sequence-value ")"]} (RFC 3501, 7.2.5; RFC
 * 5256, 4; RFC 7162, 3.1.6).
 *
 * @param name SEARCH or SORT
 * @param numbers in order
 * @param modSeq the highest modification sequence among them, if it was asked for and there are any
 */
public record NumberList(String name, int[] numbers, OptionalLong modSeq) {

  /** Writes it, no faster than the client reads. */
  public Uni<Void> write(ResponseWriter out) {
    out.untagged().raw(name);
    return Pace.each(out, numbers.length, i -> out.sp().number(numbers[i])).invoke(() -> {
      modSeq.ifPresent(value -> out.raw(" (MODSEQ ").number(value).close());
      out.end();
    });
  }
}
