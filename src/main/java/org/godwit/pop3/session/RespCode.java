package org.godwit.pop3.session;

/** Response codes (RFC 2449, 8; RFC 3206; RFC 6856, 5). */
public enum RespCode {
  /** The maildrop is in use. */
  IN_USE("IN-USE"),
  /** The user has logged in recently. */
  LOGIN_DELAY("LOGIN-DELAY"),
  /** The server's fault; trying again may help. */
  SYS_TEMP("SYS/TEMP"),
  /** The server's fault; somebody has to do something. */
  SYS_PERM("SYS/PERM"),
  /** The credentials are wrong, or must not be used like this. */
  AUTH("AUTH");

  private final String wire;

  RespCode(String wire) {
    this.wire = wire;
  }

  /** As clients see it, without brackets. */
  public String wire() {
    return wire;
  }
}
