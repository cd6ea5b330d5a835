package org.godwit.imap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Commands written as text: lines and literals as a client sends them, CRLF between them. */
final class Commands {

  static final ParseContext REV1 = new ParseContext(false, '/');
  static final ParseContext REV2 = new ParseContext(true, '/');

  private static final Pattern ANNOUNCEMENT = Pattern.compile("\\{(\\d{1,9})\\+?}$");

  private Commands() {}

  /** Takes text apart as a framer would; each char is one octet. */
  static CommandBytes bytes(String octets) {
    List<byte[]> lines = new ArrayList<>();
    List<Literal> literals = new ArrayList<>();
    int at = 0;
    while (true) {
      int end = octets.indexOf("\r\n", at);
      String line = octets.substring(at, end < 0 ? octets.length() : end);
      lines.add(line.getBytes(StandardCharsets.ISO_8859_1));
      var announcement = ANNOUNCEMENT.matcher(line);
      if (end < 0 || !announcement.find()) {
        return new CommandBytes(lines, literals);
      }
      int size = Integer.parseInt(announcement.group(1));
      at = Math.min(octets.length(), end + 2 + size);
      literals.add(Literal.of(octets.substring(end + 2, at).getBytes(StandardCharsets.ISO_8859_1)));
    }
  }

  /** The text's UTF-8 octets, one to a char. */
  static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** Parses a command given without its tag, as a rev2 session would. */
  static ImapCommand parse(String command) {
    return parse(command, REV2);
  }

  static ImapCommand parse(String command, ParseContext context) {
    try {
      ParsedCommand parsed = CommandParser.parse(bytes("A1 " + command), context);
      assertThat(parsed.tag()).isEqualTo("A1");
      return parsed.command();
    } catch (ParseException e) {
      throw new AssertionError(command + ": " + e.getMessage(), e);
    }
  }

  /** The error for a command given without its tag; it must keep the tag and be fit to be sent. */
  static ParseException error(String command) {
    return error(command, REV2);
  }

  static ParseException error(String command, ParseContext context) {
    var error = catchThrowableOfType(ParseException.class, () -> CommandParser.parse(bytes("A1 " + command), context));
    assertThat(error).as(command).isNotNull();
    assertThat(error.tag()).contains("A1");
    assertSendable(error);
    return error;
  }

  /** {@code BAD text} or {@code NO [code] text}. */
  static String answer(String command) {
    ParseException error = error(command);
    return (error.isNo() ? "NO " : "BAD ") + error.code().map(code -> "[" + code + "] ").orElse("") + error.getMessage();
  }

  static void assertSendable(ParseException error) {
    assertThat(error.getMessage()).matches("[ -~]{1,200}");
  }
}
