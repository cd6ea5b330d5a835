package org.godwit.storage;

import java.io.IOException;

/** An earlier write failed and {@code resume} has not succeeded since; reading goes on. */
public final class StoreBrokenException extends IOException {

  private static final long serialVersionUID = 1;

  public StoreBrokenException(String message) {
    super(message);
  }
}
