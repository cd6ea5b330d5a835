package org.godwit.imap.command;

/** What STATUS tells about a mailbox; the constants' names are those on the wire. */
public enum StatusItem {
  /** RFC 9051, 6.3.11. */
  MESSAGES,
  /** RFC 3501, 6.3.10. */
  RECENT,
  UIDNEXT,
  UIDVALIDITY,
  UNSEEN,
  DELETED,
  SIZE,
  /** RFC 7162, 3.1.7. */
  HIGHESTMODSEQ,
  /** RFC 8474, 4.3. */
  MAILBOXID,
  /** RFC 7889, 4. */
  APPENDLIMIT
}
