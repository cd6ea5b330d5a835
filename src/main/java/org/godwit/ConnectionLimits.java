package org.godwit;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.godwit.config.LimitSettings;
import org.godwit.wire.gate.Gate;
import org.godwit.wire.gate.GateLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds on connections as the settings have them, within what the system allows: a connection is an open file, and so is everything of the
 * store. Connections are turned away before there are no files left to open.
 */
final class ConnectionLimits {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionLimits.class);

  /** Files for the store and Java itself: a fifth of what is allowed, between these. */
  private static final long FILES_KEPT_MIN = 256;
  private static final long FILES_KEPT_MAX = 20_000;

  private ConnectionLimits() {}

  static GateLimits of(LimitSettings limits) {
    return new GateLimits(connectionsMax(limits.connectionsMax(), filesMax()), limits.beforeLoginMax(), limits.perAddressMax(),
        limits.perAddressBeforeLoginMax(), limits.perUserAndAddressMax(), limits.connectsPerSecondMax(), limits.connectsBurstMax(),
        limits.trusted());
  }

  /**
   * @param configured 0 for as many as there is room for
   * @param filesMax what the system allows this process; 0 if that is not known
   */
  static int connectionsMax(int configured, long filesMax) {
    if (filesMax <= 0) {
      return configured;
    }
    long kept = Math.clamp(filesMax / 5, FILES_KEPT_MIN, FILES_KEPT_MAX);
    int room = (int) Math.min(Integer.MAX_VALUE, Math.max(filesMax - kept - Gate.RESERVED, filesMax / 4));
    if (configured > room) {
      LOG.warn("limits.connectionsMax is {}, but this process may open {} files only: {} connections", configured, filesMax, room);
    }
    return configured == 0 ? room : Math.min(configured, room);
  }

  private static long filesMax() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system ? system.getMaxFileDescriptorCount() : 0;
  }
}
