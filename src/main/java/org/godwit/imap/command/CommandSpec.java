package org.godwit.imap.command;

import java.util.Set;

/**
 * One line of the {@link CommandTable}.
 *
 * @param name in upper case, {@code UID FETCH} for the variant with UIDs
 */
public record CommandSpec(String name, AllowedIn allowedIn, Set<Nature> natures, Parser parser) {

  /** Reads a command's arguments. */
  interface Parser {
    /** From behind the command's name to the end of the arguments; that the command ends there is checked by the caller. */
    ImapCommand parse(CommandReader in) throws ParseException;
  }

  public CommandSpec {
    natures = Set.copyOf(natures);
  }

  /** Whether the command is of this nature. */
  public boolean is(Nature nature) {
    return natures.contains(nature);
  }

  @Override
  public String toString() {
    return name;
  }
}
