package org.godwit.lmtp.command;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.godwit.lmtp.response.Reply;

/**
 * MAIL and RCPT with their parameters (RFC 5321, 4.1.1.2 and 4.1.1.3):
 *
 * <pre>
 * mail = "MAIL FROM:" Reverse-path [ SP Mail-parameters ]
 * rcpt = "RCPT TO:" Forward-path [ SP Rcpt-parameters ]
 * </pre>
 */
final class MailParser {

  /** RFC 1870, 3. */
  private static final Pattern SIZE = Pattern.compile("[0-9]{1,20}");

  private MailParser() {}

  static LmtpCommand mail(String rest) throws SyntaxError {
    var path = new PathParser(rest, pathStart(rest, "FROM:"));
    var sender = path.path();
    if (sender == null) {
      throw new SyntaxError(Reply.of(501, "5.1.7", "MAIL FROM:<address>"));
    }
    var size = OptionalLong.empty();
    var body = BodyType.SEVEN_BIT;
    boolean utf8 = false;
    for (String parameter : parameters(rest, path.end())) {
      String name = name(parameter);
      String value = parameter.substring(Math.min(parameter.length(), name.length() + 1));
      switch (name) {
        case "SIZE" -> size = OptionalLong.of(size(value));
        case "BODY" -> body = body(value);
        case "SMTPUTF8" -> utf8 = flag(parameter);
        default -> throw unknown(name);
      }
    }
    return new LmtpCommand.Mail(sender, size, body, utf8);
  }

  static LmtpCommand rcpt(String rest) throws SyntaxError {
    var path = new PathParser(rest, pathStart(rest, "TO:"));
    var recipient = path.path();
    if (recipient == null || recipient == MailAddress.NULL_SENDER) {
      throw new SyntaxError(Reply.of(501, "5.1.3", "RCPT TO:<address>"));
    }
    for (String parameter : parameters(rest, path.end())) {
      throw unknown(name(parameter));
    }
    return new LmtpCommand.Rcpt(recipient);
  }

  /** Behind the keyword and the blanks that many write there. */
  private static int pathStart(String rest, String keyword) {
    if (!rest.regionMatches(true, 0, keyword, 0, keyword.length())) {
      return rest.length();
    }
    int at = keyword.length();
    while (at < rest.length() && rest.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  private static String[] parameters(String rest, int from) throws SyntaxError {
    if (from == rest.length()) {
      return new String[0];
    }
    if (rest.charAt(from) != ' ') {
      throw CommandParser.arguments("What stands behind the address?");
    }
    return rest.substring(from).strip().split(" +");
  }

  private static String name(String parameter) {
    int equals = parameter.indexOf('=');
    return (equals < 0 ? parameter : parameter.substring(0, equals)).toUpperCase(Locale.ROOT);
  }

  private static long size(String value) throws SyntaxError {
    if (!SIZE.matcher(value).matches()) {
      throw CommandParser.arguments("SIZE needs a number");
    }
    return CommandParser.number(value);
  }

  private static BodyType body(String value) throws SyntaxError {
    return switch (value.toUpperCase(Locale.ROOT)) {
      case "7BIT" -> BodyType.SEVEN_BIT;
      case "8BITMIME" -> BodyType.EIGHT_BIT;
      case "BINARYMIME" -> BodyType.BINARY;
      default -> throw CommandParser.arguments("BODY is 7BIT, 8BITMIME or BINARYMIME");
    };
  }

  private static boolean flag(String parameter) throws SyntaxError {
    if (parameter.indexOf('=') >= 0) {
      throw CommandParser.arguments("SMTPUTF8 has no value");
    }
    return true;
  }

  /** RFC 5321, 4.1.1.11. */
  private static SyntaxError unknown(String name) {
    return new SyntaxError(Reply.of(555, "5.5.4", "There is no parameter " + name));
  }
}
