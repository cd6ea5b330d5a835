package org.godwit.tool;

import java.util.Map;
import org.godwit.auth.PasswordHash;
import org.godwit.auth.UserName;
import org.godwit.auth.UserTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code godwit user passwd NAME}. */
@Command(name = "passwd", description = "Change a user's password.", mixinStandardHelpOptions = true)
final class UserPasswd implements Runnable {

  @Mixin
  private SettingsOptions options;

  @Mixin
  private SchemeOption scheme;

  @Parameters(paramLabel = "NAME", description = "The user's name.")
  private String name;

  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    UserName user = Users.name(name);
    var users = new Users(options);
    requireUser(users.read(), user);
    PasswordHash hash = scheme.hash(PasswordInput.read(user.value()));
    users.update(table -> requireUser(table, user).with(Map.of(user, hash)));
    spec.commandLine().getOut().println("Changed the password of " + user + ".");
  }

  static UserTable requireUser(UserTable table, UserName user) {
    if (!table.contains(user)) {
      throw new ToolFailure("there is no user " + user);
    }
    return table;
  }
}
