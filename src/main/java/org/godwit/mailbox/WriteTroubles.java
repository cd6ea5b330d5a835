package org.godwit.mailbox;

import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the commits of one account that failed: the first, one in a while, and how many it were when writing goes on. A client that tries
 * again and again must not fill the log of a server whose disk is full. Event loop of the account only.
 */
final class WriteTroubles {

  private static final Logger LOG = LoggerFactory.getLogger(WriteTroubles.class);
  private static final long REPEAT_MS = 60_000;

  private final String account;
  private final Clock clock;
  private long failures;
  private long loggedAtMs;

  WriteTroubles(String account, Clock clock) {
    this.account = account;
    this.clock = clock;
  }

  void failed(Throwable failure) {
    long now = clock.millis();
    if (failures++ == 0 || now - loggedAtMs >= REPEAT_MS) {
      loggedAtMs = now;
      LOG.error("account {}: nothing could be written ({} times now): {}", account, failures, failure.toString());
    }
  }

  void succeeded() {
    if (failures > 0) {
      LOG.info("account {}: writing goes on after {} failures", account, failures);
      failures = 0;
    }
  }
}
