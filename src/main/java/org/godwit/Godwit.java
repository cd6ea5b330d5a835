package org.godwit;

import org.godwit.tool.GodwitCommand;

/** The main class: the command line with {@code serve} added, and how the other commands reach accounts. */
public final class Godwit {

  private Godwit() {}

  /** Runs a command; its exit status is the process's. */
  public static void main(String[] arguments) {
    System.exit(GodwitCommand.commandLine(DataAccess::open, ControlAccess::tell).addSubcommand(new ServeCommand(MailServices::open)).execute(arguments));
  }
}
