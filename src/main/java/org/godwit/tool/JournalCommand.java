package org.godwit.tool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.godwit.storage.JournalDump;
import org.godwit.storage.io.RealDisk;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code godwit journal}: what the store wrote, for people. */
@Command(name = "journal", description = "Look into an account's journal.", mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND", subcommands = JournalCommand.Dump.class)
final class JournalCommand implements Runnable {

  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "journal what? There is: dump");
  }

  /** {@code godwit journal dump}; exit status 1 if some of it cannot be read. */
  @Command(name = "dump", description = "Print the records of a user's journal; also while a server is running. Exit status 1 if "
      + "some of it cannot be read.",
      footer = {"", "A line for each segment: EPOCH-NUMBER, the segment and offset that it goes on from, how much of its file is valid.",
          "  A line for each entry: EPOCH-NUMBER:OFFSET#SEQUENCE, when it was written, its octets in the file.",
          "    A line for each record of the entry: what happened. F1 is a mailbox's id; the extent of a body is the segment (below 0: "
              + "the body file), offset and length of its octets.",
          "DAMAGE: the file, offset and length of what cannot be read, and why."},
      mixinStandardHelpOptions = true)
  static final class Dump implements Callable<Integer> {

    @Mixin
    private SettingsOptions options;

    @Option(names = "--user", required = true, paramLabel = "USER", description = "Whose journal.")
    private String user;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
      Path account = AccountPaths.of(options.load().data(), user);
      var out = spec.commandLine().getOut();
      try {
        int damages = JournalDump.print(new RealDisk(), account, out);
        out.flush();
        return damages == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
      } catch (IOException e) {
        throw new ToolFailure("cannot read " + account + ": " + e.getMessage());
      }
    }
  }
}
