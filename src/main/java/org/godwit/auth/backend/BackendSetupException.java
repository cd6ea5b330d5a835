package org.godwit.auth.backend;

/** A back end cannot be set up as configured; the message is one line that begins with the key of the setting. */
public final class BackendSetupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** @param message key, what is the matter, what was expected */
  public BackendSetupException(String message) {
    super(message);
  }

  /** As above, with what it comes from. */
  public BackendSetupException(String message, Throwable cause) {
    super(message, cause);
  }
}
