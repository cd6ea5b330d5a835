package org.godwit.pop3.session;

import java.util.Optional;

/** How a command ended. */
public sealed interface Reply {

  /** {@code +OK text}. */
  record Positive(String text) implements Reply {}

  /** {@code -ERR [code] text}. */
  record Negative(Optional<RespCode> code, String text) implements Reply {}

  /** A multi-line response, written already. */
  record Written() implements Reply {}

  /** {@code +OK text}. */
  static Reply ok(String text) {
    return new Positive(text);
  }

  /** {@code -ERR text}. */
  static Negative err(String text) {
    return new Negative(Optional.empty(), text);
  }

  /** {@code -ERR [code] text}. */
  static Negative err(RespCode code, String text) {
    return new Negative(Optional.of(code), text);
  }
}
