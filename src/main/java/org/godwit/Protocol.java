package org.godwit;

/** What clients speak. */
enum Protocol {
  IMAP,
  POP3,
  LMTP;

  /** Whether its clients log in. */
  boolean hasUsers() {
    return this != LMTP;
  }
}
