package org.godwit;

/** What clients speak. */
enum Protocol {
  IMAP
}
