package org.godwit.imap.command;

/** Words that are constants of an enum. */
final class Keywords {

  private Keywords() {}

  /** The constant whose name is the word, {@code -} standing for {@code _}. */
  static <E extends Enum<E>> E find(E[] constants, String word, String what) throws ParseException {
    for (E constant : constants) {
      if (constant.name().replace('_', '-').equals(word)) {
        return constant;
      }
    }
    throw ParseException.bad("Unknown " + what + " " + Ascii.shortened(word));
  }
}
