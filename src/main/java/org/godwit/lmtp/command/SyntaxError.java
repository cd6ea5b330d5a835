package org.godwit.lmtp.command;

import org.godwit.lmtp.response.Reply;

/** A line that is no command. An answer and not a fault: no stack trace. */
public final class SyntaxError extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Reply reply;
  private final boolean fatal;

  SyntaxError(Reply reply) {
    this(reply, false);
  }

  SyntaxError(Reply reply, boolean fatal) {
    super(reply.toString(), null, false, false);
    this.reply = reply;
    this.fatal = fatal;
  }

  /** What the client is told. */
  public Reply reply() {
    return reply;
  }

  /** Whether nobody can tell where the next command begins. */
  public boolean isFatal() {
    return fatal;
  }
}
