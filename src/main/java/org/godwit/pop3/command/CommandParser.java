package org.godwit.pop3.command;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** From a line to a command (RFC 2449, 3): {@code keyword *(SP param)}. */
public final class CommandParser {

  private CommandParser() {}

  /** A command and where it is allowed. */
  public record Parsed(Pop3Command command, AllowedIn allowedIn) {}

  /** @param line without its CRLF */
  public static Parsed parse(byte[] line) throws SyntaxError {
    var text = text(line);
    int space = text.indexOf(' ');
    var keyword = (space < 0 ? text : text.substring(0, space)).toUpperCase(Locale.ROOT);
    var spec = CommandTable.find(keyword);
    if (spec == null) {
      throw new SyntaxError("Unknown command");
    }
    var arguments = new Arguments(space < 0 ? "" : text.substring(space + 1));
    return new Parsed(spec.parser().parse(arguments), spec.allowedIn());
  }

  /** RFC 6856, 2.2: names and passwords that are not UTF-8 are refused; nothing else may be beyond ASCII. */
  private static String text(byte[] line) throws SyntaxError {
    for (byte octet : line) {
      if (octet >= 0 && octet < ' ' && octet != '\t' || octet == 0x7F) {
        throw new SyntaxError("Control characters are not allowed");
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException notText) {
      throw new SyntaxError("Not UTF-8");
    }
  }
}
