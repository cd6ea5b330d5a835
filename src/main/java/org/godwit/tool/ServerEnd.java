package org.godwit.tool;

import java.util.function.Consumer;
import org.godwit.config.Settings;

/** How a command ends the server that runs. */
@FunctionalInterface
public interface ServerEnd {

  /**
   * Asks it to end, and waits until its process has. Blocks.
   *
   * @param settings say which: of several nodes on this machine the one that is {@code cluster.node}
   * @param progress is told what happens, in lines
   * @throws ToolFailure if there is none, or it is not clear which is meant
   */
  void drain(Settings settings, Consumer<String> progress);
}
