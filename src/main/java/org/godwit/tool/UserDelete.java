package org.godwit.tool;

import java.io.IOException;
import org.godwit.auth.UserName;
import org.godwit.auth.otp.OtpFiles;
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
    forgetOneTimePasswords(user);
    spec.commandLine().getOut().println("Deleted " + user + "; the account's mail is still there.");
  }

  /** Whoever gets the name next starts anew. */
  private void forgetOneTimePasswords(UserName user) {
    try {
      new OtpFiles(options.load().otpDirectory()).remove(user);
    } catch (IOException failed) {
      throw new ToolFailure("deleted " + user + ", but not the one-time passwords: " + failed.getMessage());
    }
  }
}
