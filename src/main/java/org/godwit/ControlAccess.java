package org.godwit;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.time.Duration;
import org.godwit.alert.Alert;
import org.godwit.alert.Audience;
import org.godwit.alert.Told;
import org.godwit.config.Settings;
import org.godwit.tool.ToolFailure;
import org.godwit.vertx.Unis;

/** The sessions of the server that holds a data directory, over its control socket. */
final class ControlAccess {

  private static final Duration WAIT_MAX = Duration.ofSeconds(30);

  private ControlAccess() {}

  /** See {@link org.godwit.tool.ServerAccess#tell}. */
  static Told tell(Settings settings, Alert alert, Audience audience) {
    var data = settings.data().toAbsolutePath().normalize();
    if (Files.isDirectory(data) && !Files.isExecutable(data)) {
      throw new ToolFailure("permission to use the data directory " + data + " is denied; run this as the server's user");
    }
    if (ControlPlaces.of(settings).isEmpty()) {
      throw new ToolFailure("no server is running on the data directory " + data);
    }
    Vertx vertx = Vertx.builder().with(Server.options()).build();
    try {
      return ControlPlaces.connect(vertx, settings).chain(control -> control.tell(alert, audience)).await().atMost(WAIT_MAX);
    } catch (RuntimeException failed) {
      throw new ToolFailure("the server on the data directory " + data + " cannot be reached: is it running, and are you its user?");
    } finally {
      Unis.of(vertx::close).await().atMost(WAIT_MAX);
    }
  }
}
