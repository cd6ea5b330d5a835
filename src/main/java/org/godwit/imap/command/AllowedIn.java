package org.godwit.imap.command;

/** In which states of the session a command is allowed (RFC 9051, 3 and 6). */
public enum AllowedIn {
  /** command-any: in every state. */
  ANY,
  /** command-nonauth: before login only. */
  NOT_AUTHENTICATED,
  /** command-auth: after login, a mailbox selected or not. */
  AUTHENTICATED,
  /** command-select: with a mailbox selected. */
  SELECTED
}
