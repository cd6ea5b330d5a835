package org.godwit.mailbox;

import java.io.IOException;
import java.time.Clock;
import org.godwit.storage.codec.NewerFormatException;
import org.godwit.storage.io.DiskException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs something that fails again and again: the first time, when the cause is another, once in a while, and how often it was when it is over. A
 * client that tries again and again must not fill the log of a server whose disk is full. Any thread.
 */
final class Troubles {

  private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);
  private static final long REPEAT_MS = 60_000;

  private final String trouble;
  private final String over;
  private final Clock clock;
  private long failures;
  private long loggedAtMs;
  /** Of the failure that was logged last. */
  private String cause;
  private boolean told;

  /** @param trouble what fails, @param over what is the case when it does not fail any more */
  Troubles(String trouble, String over, Clock clock) {
    this.trouble = trouble;
    this.over = over;
    this.clock = clock;
  }

  /** The same for one account. */
  static Troubles of(String account, String trouble, String over, Clock clock) {
    return new Troubles("account " + account + ": " + trouble, "account " + account + ": " + over, clock);
  }

  synchronized void failed(Throwable failure) {
    long now = clock.millis();
    var kind = kind(failure);
    failures++;
    if (now - loggedAtMs >= REPEAT_MS || !kind.equals(cause)) {
      loggedAtMs = now;
      cause = kind;
      told = true;
      LOG.error("{} ({} times now): {}", trouble, failures, text(failure), trace(failure));
    }
  }

  /** One line that says what it is. */
  static String text(Throwable failure) {
    return failure instanceof NewerFormatException ? failure.getMessage() : failure.toString();
  }

  /** The failure itself where a line does not say enough: what the disk refuses does; anything else may be a bug. */
  static Throwable trace(Throwable failure) {
    return failure instanceof IOException ? null : failure;
  }

  /** What makes a failure another one; its text has the file's name, which differs from time to time. */
  private static String kind(Throwable failure) {
    return failure instanceof DiskException disk ? disk.kind().name() : failure.getClass().getName();
  }

  synchronized void succeeded() {
    if (told) {
      LOG.info("{} after {} failures", over, failures);
    }
    told = false;
    failures = 0;
  }
}
