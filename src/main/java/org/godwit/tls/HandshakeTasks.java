package org.godwit.tls;

import java.util.function.Consumer;
import org.godwit.net.ClientNetwork;

/** Runs what handshakes compute. Any thread. */
@FunctionalInterface
public interface HandshakeTasks {

  /**
   * Runs a task, or gives it up because too many wait.
   *
   * @param client whose handshake it is: addresses take turns
   * @param done called once, on any thread, at once or later: whether the task has run
   */
  void run(ClientNetwork client, Runnable task, Consumer<Boolean> done);
}
