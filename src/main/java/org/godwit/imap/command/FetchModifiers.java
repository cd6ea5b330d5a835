package org.godwit.imap.command;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Modifiers of FETCH (RFC 7162, 3.1.4 and 3.2.6; RFC 9394, 3.3).
 *
 * @param changedSince 1 to 2^63-1
 * @param vanished only with UID FETCH and CHANGEDSINCE; QRESYNC must have been enabled
 * @param partial only with UID FETCH
 */
public record FetchModifiers(OptionalLong changedSince, boolean vanished, Optional<PartialRange> partial) {

  /** No modifier. */
  public static final FetchModifiers NONE = new FetchModifiers(OptionalLong.empty(), false, Optional.empty());
}
