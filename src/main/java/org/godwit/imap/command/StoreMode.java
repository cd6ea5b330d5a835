package org.godwit.imap.command;

/** What STORE does with the flags it names (RFC 9051, 6.4.6). */
public enum StoreMode {
  /** FLAGS */
  REPLACE,
  /** +FLAGS */
  ADD,
  /** -FLAGS */
  REMOVE
}
