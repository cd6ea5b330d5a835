package org.godwit.transfer;

import java.io.IOException;

/** A message's octets cannot be had; those of others may. */
public final class UnreadableException extends IOException {

  private static final long serialVersionUID = 1L;

  /** @param line why, without full stop */
  public UnreadableException(String line) {
    super(line);
  }
}
