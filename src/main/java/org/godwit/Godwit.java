package org.godwit;

import org.godwit.tool.GodwitCommand;
import picocli.CommandLine;

/** The main class: the command line with {@code serve} added, and how the other commands reach accounts. */
public final class Godwit {

  private Godwit() {}

  /** Runs a command; its exit status is the process's. */
  public static void main(String[] arguments) {
    System.exit(commandLine(arguments).execute(arguments));
  }

  /** All commands; of a server that starts only its own, since reading the others' annotations takes a tenth of a second. */
  private static CommandLine commandLine(String[] arguments) {
    boolean serves = arguments.length > 0 && arguments[0].equals(ServeCommand.NAME);
    CommandLine line = serves ? GodwitCommand.bare() : GodwitCommand.commandLine(DataAccess::open, ControlAccess::tell, DrainAccess::drain);
    return line.addSubcommand(new ServeCommand(new MailServices.Opener()));
  }
}
