package org.godwit.storage.io;

import java.io.IOException;

/** The disk refused. What was being written may be there wholly, partly, or not at all. */
public final class DiskException extends IOException {

  private static final long serialVersionUID = 1;

  /** Why, as far as it matters to whoever must answer for it. */
  public enum Kind {
    /** No space, or a quota is used up: may pass. */
    FULL,
    /** Permission denied or a read-only file system: somebody must act. */
    DENIED,
    /** Anything else: the medium or the way to it fails. */
    BROKEN
  }

  private final Kind kind;

  public DiskException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
