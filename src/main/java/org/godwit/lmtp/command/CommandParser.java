package org.godwit.lmtp.command;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.godwit.lmtp.response.Replies;
import org.godwit.lmtp.response.Reply;

/** Reads a line as a command (RFC 5321, 4.1.1; RFC 2033, 4.1). Stateless. */
public final class CommandParser {

  private static final int DOMAIN_CHARS_MAX = 255;
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,20}");

  private CommandParser() {}

  /**
   * The command of a line.
   *
   * @param line without its CRLF
   * @throws SyntaxError if it is none
   */
  public static LmtpCommand parse(byte[] line) throws SyntaxError {
    String text = text(line);
    int space = text.indexOf(' ');
    String verb = (space < 0 ? text : text.substring(0, space)).toUpperCase(Locale.ROOT);
    String rest = space < 0 ? "" : text.substring(space + 1).strip();
    return switch (verb) {
      case "LHLO" -> lhlo(rest);
      case "MAIL" -> MailParser.mail(rest);
      case "RCPT" -> MailParser.rcpt(rest);
      case "DATA" -> alone(new LmtpCommand.Data(), rest);
      case "BDAT" -> bdat(rest);
      case "RSET" -> alone(new LmtpCommand.Rset(), rest);
      case "NOOP" -> new LmtpCommand.Noop();
      case "QUIT" -> alone(new LmtpCommand.Quit(), rest);
      case "VRFY" -> vrfy(rest);
      case "HELP" -> new LmtpCommand.Help();
      case "STARTTLS" -> alone(new LmtpCommand.StartTls(), rest);
      case "HELO", "EHLO" -> throw new SyntaxError(Replies.NOT_SMTP);
      case "EXPN", "AUTH", "TURN", "ETRN", "SEND", "SOML", "SAML" -> throw new SyntaxError(Replies.NOT_IMPLEMENTED);
      default -> throw new SyntaxError(Replies.UNKNOWN_COMMAND);
    };
  }

  private static String text(byte[] line) throws SyntaxError {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw new SyntaxError(Reply.of(500, "5.5.2", "A command is ASCII, or UTF-8"));
    }
    if (text.chars().anyMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029)) {
      throw new SyntaxError(Reply.of(500, "5.5.2", "A control character in a command"));
    }
    return text;
  }

  private static LmtpCommand alone(LmtpCommand command, String rest) throws SyntaxError {
    if (!rest.isEmpty()) {
      throw arguments("This command has no arguments");
    }
    return command;
  }

  /** The name goes into Received fields: what could end a comment or a field there is no name. */
  private static LmtpCommand lhlo(String rest) throws SyntaxError {
    boolean name = rest.chars().allMatch(c -> Character.isLetterOrDigit(c) || c > 0x7F || ".-_:[]".indexOf(c) >= 0);
    if (rest.isEmpty() || rest.length() > DOMAIN_CHARS_MAX || !name) {
      throw arguments("LHLO needs the name of a host");
    }
    return new LmtpCommand.Lhlo(rest);
  }

  private static LmtpCommand vrfy(String rest) throws SyntaxError {
    if (rest.isEmpty()) {
      throw arguments("VRFY needs a user");
    }
    return new LmtpCommand.Vrfy();
  }

  /**
   * {@code bdat-cmd = "BDAT" SP chunk-size [ SP end-marker ]}. Without a size nobody knows how much of what follows is the chunk, and
   * reading it as commands would let a message give commands.
   */
  private static LmtpCommand bdat(String rest) throws SyntaxError {
    String[] words = rest.split(" +", 3);
    boolean last = words.length == 2 && words[1].equalsIgnoreCase("LAST");
    if (!DIGITS.matcher(words[0]).matches() || words.length > 1 && !last) {
      throw new SyntaxError(Reply.of(501, "5.5.4", "BDAT needs a size, and may have LAST"), true);
    }
    return new LmtpCommand.Bdat(number(words[0]), last);
  }

  /** A number of at most 20 digits, or the greatest there is for one that does not fit. */
  static long number(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException tooGreat) {
      return Long.MAX_VALUE;
    }
  }

  static SyntaxError arguments(String text) {
    return new SyntaxError(Reply.of(501, "5.5.4", text));
  }
}
