package org.godwit.pop3.command;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What stands behind a command's keyword (RFC 2449, 3): {@code *(SP param)}. Spaces at the end are overlooked, except where they may be
 * part of a password.
 */
final class Arguments {

  private static final int WORDS_MAX = 3;

  private final String text;

  /** @param text everything behind the keyword and the space that ends it */
  Arguments(String text) {
    this.text = text;
  }

  /** There are none. */
  void none() throws SyntaxError {
    if (words().length > 0) {
      throw new SyntaxError("This command takes no argument");
    }
  }

  /** All of it, spaces and all: at least one character. */
  String text() throws SyntaxError {
    if (text.isEmpty()) {
      throw new SyntaxError("An argument is missing");
    }
    return text;
  }

  /** One word, or none. */
  Optional<String> optionalWord() throws SyntaxError {
    var words = atMost(1);
    return words.length == 0 ? Optional.empty() : Optional.of(words[0]);
  }

  /** Words: at least {@code min}, at most {@code max}. */
  String[] words(int min, int max) throws SyntaxError {
    var words = atMost(max);
    if (words.length < min) {
      throw new SyntaxError("An argument is missing");
    }
    return words;
  }

  /** A message-number or none. */
  OptionalInt optionalNumber() throws SyntaxError {
    var words = atMost(1);
    return words.length == 0 ? OptionalInt.empty() : OptionalInt.of(number(words[0]));
  }

  /** A message-number. */
  int number() throws SyntaxError {
    return number(words(1, 1)[0]);
  }

  /** What makes a command of two numbers. */
  interface OfTwo {
    Pop3Command make(int first, int second);
  }

  /** Two numbers. */
  Pop3Command numbers(OfTwo command) throws SyntaxError {
    var words = words(2, 2);
    return command.make(number(words[0]), number(words[1]));
  }

  private String[] atMost(int max) throws SyntaxError {
    var words = words();
    if (words.length > max) {
      throw new SyntaxError("Too many arguments");
    }
    return words;
  }

  private String[] words() {
    var stripped = text.strip();
    return stripped.isEmpty() ? new String[0] : stripped.split(" +", WORDS_MAX + 1);
  }

  /** {@code 1*DIGIT}; what is too large for any message or line is as large as can be. */
  private static int number(String word) throws SyntaxError {
    long value = 0;
    for (int i = 0; i < word.length(); i++) {
      int digit = word.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new SyntaxError("A number is expected");
      }
      value = Math.min(value * 10 + digit, Integer.MAX_VALUE);
    }
    return (int) value;
  }
}
