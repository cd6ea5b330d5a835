package org.godwit.vertx;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;

/** Listens to what Vert.x says about blocked event loops. */
final class BlockedLoops {

  private static final String VERTX = "io.vertx.core";

  private final ListAppender<ILoggingEvent> said = new ListAppender<>();

  /** Listens from now on. */
  BlockedLoops() {
    said.start();
    ((Logger) LoggerFactory.getLogger(VERTX)).addAppender(said);
  }

  /** Fails if an event loop was blocked. Listens no more. */
  void check() {
    ((Logger) LoggerFactory.getLogger(VERTX)).detachAppender(said);
    for (var event : said.list) {
      if (event.getLevel().isGreaterOrEqual(Level.WARN) && event.getFormattedMessage().contains("has been blocked")) {
        throw new AssertionError(event.getFormattedMessage());
      }
    }
  }
}
