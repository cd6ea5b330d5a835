package org.godwit.auth;

import rocks.xmpp.precis.PrecisProfiles;

/** A password as text. Never printed: {@link #toString()} gives nothing away. */
public final class Password {
  /** UTF-16 units; a longer password is refused rather than hashed. */
  public static final int LENGTH_MAX = 1024;

  private final String text;

  private Password(String text) {
    this.text = text;
  }

  /**
   * A password, prepared as RFC 8265, 4.2 (OpaqueString) says, so that the same characters typed on another system are equal.
   * Text that the RFC does not allow in a password stays as it is: it may still be what an older system hashed.
   */
  public static Password of(String text) {
    if (text.isEmpty() || text.length() > LENGTH_MAX) {
      return new Password(text);
    }
    try {
      return new Password(PrecisProfiles.OPAQUE_STRING.enforce(text));
    } catch (RuntimeException notAllowed) {
      return new Password(text);
    }
  }

  /** Whether it can be the password of anybody. */
  public boolean isUsable() {
    return !text.isEmpty() && text.length() <= LENGTH_MAX && text.indexOf('\0') < 0;
  }

  /** The characters, for a hash or a back end only. */
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return "password";
  }
}
