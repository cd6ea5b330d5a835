package org.godwit.imap.command;

/** What a session has to know of a command to run it in the right order and to say the right things meanwhile. */
public enum Nature {
  /**
   * Sequence numbers are among its arguments (or results): it is not begun before all commands that may announce an EXPUNGE are
   * complete (RFC 9051, 5.5). Of UID commands only SEARCH, SORT and THREAD can, see {@link ParsedCommand#usesSequenceNumbers}.
   */
  SEQUENCE_NUMBERS,
  /** No EXPUNGE and no VANISHED is sent while it is in progress (RFC 9051, 7.5.1; RFC 5256, 3); see {@link ParsedCommand#forbidsExpunge}. */
  NO_EXPUNGE,
  /** It changes mailboxes, messages, flags or subscriptions. FETCH may too, where it sets \Seen. */
  CHANGES_MAILBOX,
  /** It may change the session's state, user, selected mailbox or enabled extensions: nothing behind it is begun or parsed
   * before it is complete. */
  CHANGES_SESSION,
  /** What follows it on the connection may be no command: SASL, DONE, TLS, compressed data. */
  TAKES_INPUT
}
