package org.godwit.pop3.command;

/**
 * One line of the {@link CommandTable}.
 *
 * @param keyword in upper case
 */
public record CommandSpec(String keyword, AllowedIn allowedIn, Parser parser) {

  /** Reads a command's arguments. */
  interface Parser {
    Pop3Command parse(Arguments arguments) throws SyntaxError;
  }
}
