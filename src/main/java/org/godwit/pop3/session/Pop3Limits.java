package org.godwit.pop3.session;

import org.godwit.wire.LoginBounds;
import org.godwit.wire.WireLimits;

/**
 * Bounds of one POP3 session.
 *
 * @param lineBytesMax octets of a command (RFC 2449, 4: at least 253 without CRLF)
 * @param saslLineBytesMax octets of a client's line within AUTH
 * @param badCommandsMax failures before login, or lines that are no command one after the other, before the connection is closed
 * @param login what a client may take before it has logged in
 * @param idleTimeoutMs time without a command from a client that is logged in (RFC 1939, 3: at least 10 minutes)
 * @param loginDelayMs time between two logins of a user (RFC 2449, 6.5); 0 for none
 * @param wire of the connection
 */
public record Pop3Limits(int lineBytesMax, int saslLineBytesMax, int badCommandsMax, LoginBounds login, long idleTimeoutMs,
    long loginDelayMs, WireLimits wire) {

  private static final int KIB = 1024;

  public static final Pop3Limits DEFAULT =
      new Pop3Limits(4 * KIB, 16 * KIB, 20, LoginBounds.DEFAULT, 10 * 60_000, 0, WireLimits.DEFAULT);

  /** The same with other bounds before login. */
  public Pop3Limits withLogin(LoginBounds newLogin) {
    return new Pop3Limits(lineBytesMax, saslLineBytesMax, badCommandsMax, newLogin, idleTimeoutMs, loginDelayMs, wire);
  }

  /** The same with other times. */
  public Pop3Limits withTimes(long newIdleTimeoutMs, long newLoginDelayMs) {
    return new Pop3Limits(lineBytesMax, saslLineBytesMax, badCommandsMax, login, newIdleTimeoutMs, newLoginDelayMs, wire);
  }

  /** The same with other bounds of the connection. */
  public Pop3Limits withWire(WireLimits newWire) {
    return new Pop3Limits(lineBytesMax, saslLineBytesMax, badCommandsMax, login, idleTimeoutMs, loginDelayMs, newWire);
  }
}
