package org.godwit.wire.gate;

/** Why somebody is not let in. It passes: trying again later helps. */
public enum TurnedAway {
  /** The server has as many connections as it may have. */
  FULL("Too many connections to this server, try again later"),
  /** Too many from this address. */
  ADDRESS("Too many connections from your address"),
  /** Too many new ones from this address in a short time. */
  RATE("Too many new connections from your address, try again later"),
  /** Too many of this user from this address. */
  USER("Too many connections of this user from your address");

  private final String text;

  TurnedAway(String text) {
    this.text = text;
  }

  /** For people. */
  public String text() {
    return text;
  }
}
