package org.godwit.mail;

/** A name that no mailbox can have; the message says why, fit to be shown to a client (ASCII, one line, nothing secret). */
public final class InvalidMailboxNameException extends IllegalArgumentException {

  public InvalidMailboxNameException(String message) {
    super(message);
  }
}
