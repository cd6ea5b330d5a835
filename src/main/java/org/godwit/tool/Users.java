package org.godwit.tool;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.function.UnaryOperator;
import org.godwit.auth.UserFile;
import org.godwit.auth.UserName;
import org.godwit.auth.UserTable;

/** The user file, with its failures as lines for people. */
final class Users {

  private final UserFile file;

  Users(SettingsOptions options) {
    this.file = new UserFile(options.load().usersFile());
  }

  static UserName name(String written) {
    return UserName.parse(written).orElseThrow(() -> new ToolFailure("\"" + printable(written)
        + "\" cannot be a user name: up to " + UserName.BYTES_MAX + " bytes, no space, control character, / \\ or :, no dot in front"));
  }

  private static String printable(String text) {
    return text.codePoints().limit(100).map(c -> Character.isISOControl(c) ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
  }

  UserTable read() {
    try {
      return file.read();
    } catch (IOException failed) {
      throw new ToolFailure("cannot read " + file.path() + ": " + reason(failed));
    }
  }

  void update(UnaryOperator<UserTable> change) {
    try {
      file.update(change);
    } catch (IOException failed) {
      throw new ToolFailure("cannot change " + file.path() + ": " + reason(failed));
    }
  }

  private static String reason(IOException failed) {
    return failed instanceof AccessDeniedException denied ? "permission denied (" + denied.getFile() + ")" : String.valueOf(failed.getMessage());
  }
}
