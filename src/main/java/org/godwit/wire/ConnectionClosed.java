package org.godwit.wire;

/** The connection is gone; whoever waited for it gives up. Carries no stack trace: it is an event, not a fault. */
public final class ConnectionClosed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ConnectionClosed() {
    super("connection closed", null, false, false);
  }
}
