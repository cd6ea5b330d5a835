package org.godwit.imap.response;

/**
 * Ends a command with the tagged response it carries, from anywhere below its handler. An answer and not a fault: no
 * stack trace.
 */
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Tagged tagged;

  public CommandFailure(Tagged tagged) {
    super(tagged.text(), null, false, false);
    this.tagged = tagged;
  }

  /** Ends with NO. */
  public static CommandFailure no(ResponseCode code, String text) {
    return new CommandFailure(Tagged.no(code, text));
  }

  /** Ends with BAD. */
  public static CommandFailure bad(String text) {
    return new CommandFailure(Tagged.bad(text));
  }

  /** What to tell the client. */
  public Tagged tagged() {
    return tagged;
  }
}
