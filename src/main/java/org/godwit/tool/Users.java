package org.godwit.tool;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.godwit.auth.UserFile;
import org.godwit.auth.UserName;
import org.godwit.auth.UserTable;
import org.godwit.config.Settings;

/** The user file, with its failures as lines for people. */
final class Users {

  /** The back end that the user file is. */
  private static final String BACKEND = "users";

  private final UserFile file;
  private final List<String> backends;

  Users(SettingsOptions options) {
    Settings settings = options.load();
    this.file = new UserFile(settings.usersFile());
    this.backends = settings.auth().backends();
  }

  /** Whether nobody else can be a user: there is no other back end. */
  boolean areAll() {
    return backends.equals(List.of(BACKEND));
  }

  /** What somebody who changes the file should know, if the server does not look into it. */
  Optional<String> warning() {
    return backends.contains(BACKEND) ? Optional.empty() : Optional.of("auth.backends is " + String.join(",", backends)
        + ": users of " + file() + " cannot log in until it names " + BACKEND + " too");
  }

  static UserName name(String written) {
    return UserName.parse(written).orElseThrow(() -> new ToolFailure("\"" + printable(written)
        + "\" cannot be a user name: up to " + UserName.BYTES_MAX + " bytes, no space, control character, / \\ or :, no dot in front"));
  }

  private static String printable(String text) {
    return text.codePoints().limit(100).map(c -> Character.isISOControl(c) ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
  }

  /** Where it is. */
  Path file() {
    return file.path().toAbsolutePath().normalize();
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
