package org.godwit.tool;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code godwit}: the root of the command line. */
@Command(
    name = "godwit",
    description = "Godwit, a mail server: IMAP4rev2, IMAP4rev1, POP3 and LMTP.",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class GodwitCommand implements Runnable {

  @Spec
  private CommandSpec spec;

  /**
   * The command line but {@code serve}: {@link #commandLine()} with the commands that need accounts or a server.
   *
   * @param opener reaches accounts
   * @param server reaches those who are connected to the server that runs
   * @param end ends it
   */
  public static CommandLine commandLine(StoreAccess.Opener opener, ServerAccess server, ServerEnd end) {
    CommandLine line = commandLine().addSubcommand(new ImportCommand(opener)).addSubcommand(new ExportCommand(opener))
        .addSubcommand(new AlertCommand(server)).addSubcommand(new DrainCommand(end));
    return line.setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** The command line as far as it needs no accounts. */
  public static CommandLine commandLine() {
    return bare().addSubcommand(CommandLine.HelpCommand.class).addSubcommand(UserCommand.class).addSubcommand(CheckCommand.class)
        .addSubcommand(JournalCommand.class);
  }

  /** No commands yet; what fails is turned into one line and an exit status. */
  public static CommandLine bare() {
    CommandLine line = new CommandLine(new GodwitCommand());
    line.setParameterExceptionHandler((failure, arguments) -> wrongUsage(failure));
    line.setExecutionExceptionHandler((failure, command, parsed) -> failed(command, failure));
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }

  private static int wrongUsage(ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    command.getErr().println("godwit: " + failure.getMessage().lines().findFirst().orElse("wrong usage").replaceFirst("^Error: ", ""));
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(failure, command.getErr())) {
      command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    }
    return CommandLine.ExitCode.USAGE;
  }

  private static int failed(CommandLine command, Exception failure) throws Exception {
    if (failure instanceof ParameterException wrongUsage) {
      return wrongUsage(wrongUsage);
    }
    if (!(failure instanceof ToolFailure)) {
      throw failure;
    }
    failure.getMessage().lines().forEach(line -> command.getErr().println("godwit: " + line));
    return CommandLine.ExitCode.SOFTWARE;
  }
}
