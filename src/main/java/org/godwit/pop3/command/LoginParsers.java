package org.godwit.pop3.command;

import java.util.Locale;
import java.util.Optional;

/** Parsers of APOP and AUTH. */
final class LoginParsers {

  private LoginParsers() {}

  /** {@code APOP name digest}; the name may have spaces, the digest cannot. */
  static Pop3Command apop(Arguments in) throws SyntaxError {
    var text = in.text().stripTrailing();
    int space = text.lastIndexOf(' ');
    if (space < 1) {
      throw new SyntaxError("An argument is missing");
    }
    return new Pop3Command.Apop(text.substring(0, space), text.substring(space + 1));
  }

  /** {@code "AUTH" [SP sasl-mech [SP initial-response]]} (RFC 5034, 5; without a mechanism it is what clients did before CAPA). */
  static Pop3Command auth(Arguments in) throws SyntaxError {
    var words = in.words(0, 2);
    if (words.length == 0) {
      return new Pop3Command.Auth(Optional.empty(), Optional.empty());
    }
    var response = words.length == 1 ? Optional.<byte[]>empty() : Optional.of(initialResponse(words[1]));
    return new Pop3Command.Auth(Optional.of(words[0].toUpperCase(Locale.ROOT)), response);
  }

  /** {@code base64 / "="}. */
  private static byte[] initialResponse(String word) throws SyntaxError {
    return word.equals("=") ? new byte[0] : SaslResponse.decode(word);
  }
}
