package org.godwit.auth;

import java.util.Locale;

/**
 * Where a password may cross the connection as it is. Elsewhere: LOGINDISABLED (RFC 9051, 6.2.3), and neither LOGIN nor PLAIN is
 * looked at (PRIVACYREQUIRED).
 */
public enum CleartextPolicy {
  /** Nowhere, not even on TLS: only mechanisms that never send it. */
  NEVER,
  /** On TLS. */
  TLS,
  /** On TLS, and from this machine. */
  LOOPBACK,
  /** Everywhere. */
  ALWAYS;

  /** The one that a setting names, such as {@code loopback}. */
  public static CleartextPolicy of(String setting) {
    return valueOf(setting.toUpperCase(Locale.ROOT));
  }

  /**
   * Whether a client may send its password in clear text.
   *
   * @param thisMachine whether it is on this machine, without a proxy between
   * @param tls         whether TLS protects what it sends
   */
  public boolean allows(boolean thisMachine, boolean tls) {
    return switch (this) {
      case NEVER -> false;
      case TLS -> tls;
      case LOOPBACK -> tls || thisMachine;
      case ALWAYS -> true;
    };
  }
}
