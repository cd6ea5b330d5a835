package org.godwit;

/** What clients speak. */
enum Protocol {
  IMAP,
  LMTP;

  /** Whether its clients log in. */
  boolean hasUsers() {
    return this != LMTP;
  }
}
