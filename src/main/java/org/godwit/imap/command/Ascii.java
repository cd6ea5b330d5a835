package org.godwit.imap.command;

import java.util.BitSet;

/** Kinds of bytes (RFC 9051, 9). Every test takes 0 to 255, or -1 for the end, which is of no kind. */
final class Ascii {

  private static final BitSet ATOM = new BitSet(128);

  static {
    ATOM.set('!', 127);
    "(){%*\"\\]".chars().forEach(ATOM::clear);
  }

  private Ascii() {}

  /** ATOM-CHAR */
  static boolean isAtom(int c) {
    return c >= 0 && ATOM.get(c);
  }

  /** ASTRING-CHAR */
  static boolean isAstring(int c) {
    return isAtom(c) || c == ']';
  }

  /** list-char of list-mailbox */
  static boolean isListChar(int c) {
    return isAstring(c) || c == '%' || c == '*';
  }

  /** A character of a tag. */
  static boolean isTag(int c) {
    return isAstring(c) && c != '+';
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** What may occur in a sequence-set. */
  static boolean isSequenceSet(int c) {
    return isDigit(c) || c == ':' || c == ',' || c == '*' || c == '$';
  }

  /** What may occur in the name of a FETCH item. */
  static boolean isItemName(int c) {
    return isDigit(c) || upper(c) >= 'A' && upper(c) <= 'Z' || c == '.';
  }

  /** A character of an objectid (RFC 8474, 7). */
  static boolean isObjectId(int c) {
    return isDigit(c) || upper(c) >= 'A' && upper(c) <= 'Z' || c == '_' || c == '-';
  }

  static int upper(int c) {
    return c >= 'a' && c <= 'z' ? c - 32 : c;
  }

  /** For messages to the client, which must not be as long as what it sent. */
  static String shortened(String word) {
    return word.length() <= 40 ? word : word.substring(0, 40) + "...";
  }
}
