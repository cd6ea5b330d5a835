package org.godwit.tool;

import org.godwit.auth.UserName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code godwit user delete NAME}. */
@Command(name = "delete", description = "Delete a user, who then cannot log in; the mail stays where it is.", mixinStandardHelpOptions = true)
final class UserDelete implements Runnable {

  @Mixin
  private SettingsOptions options;

  @Parameters(paramLabel = "NAME", description = "The user's name.")
  private String name;

  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    UserName user = Users.name(name);
    new Users(options).update(table -> UserPasswd.requireUser(table, user).without(user));
    spec.commandLine().getOut().println("Deleted " + user + "; the account's mail is still there.");
  }
}
