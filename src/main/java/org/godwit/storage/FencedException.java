package org.godwit.storage;

import java.io.IOException;

/** A newer epoch of the account exists: this owner is no longer the owner. */
public final class FencedException extends IOException {

  private static final long serialVersionUID = 1L;

  public FencedException(String message) {
    super(message);
  }
}
