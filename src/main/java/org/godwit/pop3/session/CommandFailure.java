package org.godwit.pop3.session;

/** Ends a command with the negative reply it carries, from anywhere below its handler. An answer and not a fault: no stack trace. */
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Reply.Negative reply;

  public CommandFailure(Reply.Negative reply) {
    super(reply.text(), null, false, false);
    this.reply = reply;
  }

  /** What to tell the client. */
  public Reply.Negative reply() {
    return reply;
  }
}
