package org.godwit.imap.command;

import java.util.Optional;

/**
 * RETURN (...) of SEARCH and SORT (RFC 9051, 6.4.4; RFC 9394). An empty list means ALL. PARTIAL and ALL exclude each other.
 *
 * @param save put the result into {@code $}; never for SORT
 */
public record ReturnOptions(boolean min, boolean max, boolean all, boolean count, boolean save, Optional<PartialRange> partial) {

  /** Whether only SAVE was given, so that no ESEARCH response is wanted (RFC 9051, 6.4.4.1). */
  public boolean onlySave() {
    return save && !min && !max && !all && !count && partial.isEmpty();
  }
}
