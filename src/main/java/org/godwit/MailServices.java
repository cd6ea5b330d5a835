package org.godwit;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import org.godwit.config.Settings;
import org.godwit.tool.ToolFailure;

/** Store and protocols. */
final class MailServices {

  private MailServices() {}

  static Uni<Services> open(Vertx vertx, Settings settings) {
    return Uni.createFrom().failure(new ToolFailure("this build has no store yet"));
  }
}
