package org.godwit.tls;

/** Certificates or keys that can not be used; the message says which and why, in one line for an administrator. */
public final class TlsException extends Exception {
  private static final long serialVersionUID = 1L;

  TlsException(String message) {
    super(message);
  }

  TlsException(String message, Throwable cause) {
    super(message, cause);
  }
}
