package org.godwit.storage.codec;

import java.io.IOException;

/** Stored bytes are not what they should be: damaged, or written by a later version. */
public final class FormatException extends IOException {

  private static final long serialVersionUID = 1;

  public FormatException(String message) {
    super(message);
  }

  public FormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
