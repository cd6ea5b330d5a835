package org.godwit.pop3.command;

/** A line that is no command. An answer and not a fault: no stack trace. */
public final class SyntaxError extends Exception {

  private static final long serialVersionUID = 1L;

  /** @param text for people, in ASCII, without anything the client sent */
  public SyntaxError(String text) {
    super(text, null, false, false);
  }
}
