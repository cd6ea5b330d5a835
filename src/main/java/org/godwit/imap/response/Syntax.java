package org.godwit.imap.response;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Small questions about what may stand where (RFC 9051, 9). */
final class Syntax {

  private Syntax() {
  }

  /** {@code 1*ASTRING-CHAR}, and not {@code NIL}, which some clients would not read as a string. */
  static boolean isAstringAtom(String value) {
    if (value.isEmpty() || value.equalsIgnoreCase("NIL")) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c >= 0x7f || "(){%*\"\\".indexOf(c) >= 0) {
        return false;
      }
    }
    return true;
  }

  static boolean isUtf8(byte[] value) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
      return true;
    } catch (CharacterCodingException notUtf8) {
      return false;
    }
  }

  /** The text without the characters that would end a line early. */
  static String oneLine(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ') {
        return text.replaceAll("[\\x00-\\x1f]", " ");
      }
    }
    return text;
  }
}
