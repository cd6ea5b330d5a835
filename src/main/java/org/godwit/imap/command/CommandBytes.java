package org.godwit.imap.command;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One command as it came over the wire: line, literal, line, literal, ..., line. Immutable; the byte arrays are not to be
 * written to. The lines are without CRLF but with the announcement of the literal behind them ({@code {5}}, {@code {5+}},
 * {@code ~{5}}).
 *
 * <p>One without its last lines is a command up to the announcement of a literal, as {@link LiteralPolicy} takes it.
 *
 * @param lines always one more than literals
 */
public record CommandBytes(List<byte[]> lines, List<Literal> literals) {

  public CommandBytes {
    lines = List.copyOf(lines);
    literals = List.copyOf(literals);
    if (lines.size() != literals.size() + 1) {
      throw new IllegalArgumentException(lines.size() + " lines around " + literals.size() + " literals");
    }
  }

  /** A command of one line. */
  public static CommandBytes of(byte[] line) {
    return new CommandBytes(List.of(line), List.of());
  }

  /** A command of one line, in UTF-8. */
  public static CommandBytes of(String line) {
    return of(line.getBytes(StandardCharsets.UTF_8));
  }
}
