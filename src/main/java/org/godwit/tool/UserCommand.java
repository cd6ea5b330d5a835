package org.godwit.tool;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code godwit user}: who may log in. A running server sees every change at once. */
@Command(
    name = "user",
    description = "Add, change, list, delete or import users, and their one-time passwords; a running server sees it at once.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {UserAdd.class, UserPasswd.class, UserList.class, UserDelete.class, UserImport.class, UserOtp.class})
final class UserCommand implements Runnable {

  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which of add, passwd, list, delete, import, otp?");
  }
}
