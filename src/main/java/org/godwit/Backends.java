package org.godwit;

import java.util.List;
import org.godwit.auth.UserFile;
import org.godwit.auth.UserFileBackend;
import org.godwit.auth.backend.CredentialBackend;
import org.godwit.config.Settings;
import org.godwit.tool.ToolFailure;

/** The back ends that {@code auth.backends} can name. */
final class Backends {

  private Backends() {}

  /** Those that the settings name, in their order. Fails with a {@link ToolFailure} that names the key. */
  static List<CredentialBackend> open(Settings settings) {
    return settings.auth().backends().stream().map(name -> open(name, settings)).toList();
  }

  private static CredentialBackend open(String name, Settings settings) {
    return switch (name) {
      case "users" -> new UserFileBackend(new UserFile(settings.usersFile()), settings.auth());
      default -> throw new ToolFailure("auth.backends: \"" + name + "\" is not known; expected users");
    };
  }
}
