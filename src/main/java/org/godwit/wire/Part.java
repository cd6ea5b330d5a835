package org.godwit.wire;

/** A piece of a command, in the order received. */
public sealed interface Part {

  /**
   * The text of a line, without CRLF, with the announcement of the literal that follows it.
   *
   * @param octets not changed by anybody
   */
  record Text(byte[] octets) implements Part {
  }

  /**
   * A literal held in memory.
   *
   * @param octets not changed by anybody
   * @param binary a literal8
   */
  record Literal(byte[] octets, boolean binary) implements Part {
  }

  /**
   * A literal that went to a sink.
   *
   * @param sink where it went; completed
   * @param size octets
   * @param binary a literal8
   */
  record Streamed(LiteralSink sink, long size, boolean binary) implements Part {
  }
}
