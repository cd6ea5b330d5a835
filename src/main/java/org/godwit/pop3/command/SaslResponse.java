package org.godwit.pop3.command;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A client's line within AUTH (RFC 5034, 4). */
public final class SaslResponse {

  private SaslResponse() {}

  /** {@code base64 CRLF}, or {@code "*"} by which the client gives up. */
  public static byte[] parse(byte[] line) throws SyntaxError {
    if (line.length == 1 && line[0] == '*') {
      throw new SyntaxError("Given up by the client");
    }
    String text = new String(line, StandardCharsets.ISO_8859_1);
    // curl writes an empty response like that, which is right with the command only
    return text.equals("=") ? new byte[0] : decode(text);
  }

  static byte[] decode(String base64) throws SyntaxError {
    if (base64.length() % 4 != 0) {
      throw new SyntaxError("Not base64");
    }
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException notBase64) {
      throw new SyntaxError("Not base64");
    }
  }
}
