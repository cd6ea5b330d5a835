package org.godwit.tool;

/** What was asked for cannot be done, for a reason that the person at the terminal can understand: no stack trace. */
public final class ToolFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** @param line what is wrong, and if possible what would help; one line for each thing, without full stop */
  public ToolFailure(String line) {
    super(line, null, false, false);
  }
}
