package org.godwit.tool;

import org.godwit.alert.Alert;
import org.godwit.alert.Audience;
import org.godwit.alert.Told;
import org.godwit.config.Settings;

/** How a command reaches those who are connected to the server that runs. */
@FunctionalInterface
public interface ServerAccess {

  /**
   * Tells them; blocks.
   *
   * @throws ToolFailure if no server runs on the data directory, or it does not answer
   */
  Told tell(Settings settings, Alert alert, Audience audience);
}
