package org.godwit.pop3.session;

import java.util.Set;

/** The states of a session and the moves between them (RFC 1939, 3). */
public enum Pop3State {
  /** Nobody is logged in. */
  AUTHORIZATION,
  /** The maildrop is claimed. */
  TRANSACTION,
  /** QUIT was given: what is marked is being removed. */
  UPDATE,
  /** It is over. Only from UPDATE anything was removed. */
  ENDED;

  /** States to which this one may change. */
  public Set<Pop3State> next() {
    return switch (this) {
      case AUTHORIZATION -> Set.of(TRANSACTION, ENDED);
      case TRANSACTION -> Set.of(UPDATE, ENDED);
      case UPDATE -> Set.of(ENDED);
      case ENDED -> Set.of();
    };
  }
}
