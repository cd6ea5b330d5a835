package org.godwit.imap.session;

import java.util.Set;

/** The states of a connection and the moves between them (RFC 9051, 3). */
public enum SessionState {
  NOT_AUTHENTICATED,
  AUTHENTICATED,
  SELECTED,
  LOGOUT;

  /** States to which this one may change. */
  public Set<SessionState> next() {
    return switch (this) {
      case NOT_AUTHENTICATED -> Set.of(AUTHENTICATED, LOGOUT);
      // back to NOT_AUTHENTICATED: UNAUTHENTICATE, RFC 8437
      case AUTHENTICATED -> Set.of(SELECTED, NOT_AUTHENTICATED, LOGOUT);
      case SELECTED -> Set.of(AUTHENTICATED, NOT_AUTHENTICATED, LOGOUT);
      case LOGOUT -> Set.of();
    };
  }
}
