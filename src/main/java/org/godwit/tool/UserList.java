package org.godwit.tool;

import org.godwit.auth.UserTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code godwit user list}. */
@Command(name = "list", description = "List the users, one on a line.", mixinStandardHelpOptions = true)
final class UserList implements Runnable {

  @Mixin
  private SettingsOptions options;

  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    var users = new Users(options);
    UserTable table = users.read();
    if (table.users().isEmpty()) {
      spec.commandLine().getErr().println("godwit: there are no users in " + users.file());
    }
    table.users().forEach(user -> spec.commandLine().getOut().println(user));
    table.problems().forEach(problem -> spec.commandLine().getErr().println("godwit: user file, " + problem));
  }
}
