package org.godwit.tool;

import java.util.Map;
import org.godwit.auth.PasswordHash;
import org.godwit.auth.UserName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code godwit user add NAME}. */
@Command(name = "add", description = "Add a user; asks for the password, or takes the first line of standard input.", mixinStandardHelpOptions = true)
final class UserAdd implements Runnable {

  @Mixin
  private SettingsOptions options;

  @Mixin
  private SchemeOption scheme;

  @Parameters(paramLabel = "NAME", description = "The user's name, which is also the name of the account.")
  private String name;

  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    UserName user = Users.name(name);
    var users = new Users(options);
    refuseIfThere(users.read().contains(user), user);
    PasswordHash hash = scheme.hash(PasswordInput.read(user.value()));
    users.update(table -> {
      refuseIfThere(table.contains(user), user);
      return table.with(Map.of(user, hash));
    });
    spec.commandLine().getOut().println("Added " + user + ".");
    users.warning().ifPresent(warning -> spec.commandLine().getErr().println("godwit: " + warning));
  }

  private static void refuseIfThere(boolean there, UserName user) {
    if (there) {
      throw new ToolFailure("there is a user " + user + " already; \"godwit user passwd " + user + "\" changes the password");
    }
  }
}
