package org.godwit.wire;

/** Why a command is not read. */
public enum Refusal {
  /** The text of the command is longer than the bound. */
  LINE_TOO_LONG,
  /** A literal is larger than this command may hold in memory. */
  LITERAL_TOO_LARGE,
  /** More literals, or more octets in them, than a command may have. */
  TOO_MANY_LITERALS,
  /** A message is larger than messages may be. */
  MESSAGE_TOO_LARGE,
  /** There is no place for the literal now. */
  NO_ROOM
}
