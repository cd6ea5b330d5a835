package org.godwit.transfer;

/** Why an import or export cannot go on. What it did so far stands. For people: no stack trace. */
public final class TransferFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** @param line what is wrong, without full stop */
  public TransferFailure(String line) {
    super(line, null, false, false);
  }
}
