package org.godwit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.godwit.config.Settings.LogSettings;
import org.slf4j.LoggerFactory;

/** The log: one line for each event on standard error ({@code logback.xml}); the settings say how much. */
final class Logging {

  private Logging() {}

  /** Libraries stay at warn and above, unless everything is asked for. */
  static void configure(LogSettings settings) {
    Level level = Level.toLevel(settings.level());
    ((Logger) LoggerFactory.getLogger("org.godwit")).setLevel(level);
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(level == Level.TRACE || level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN);
  }
}
