package org.godwit.pop3.handler;

import java.util.LinkedHashMap;
import java.util.concurrent.TimeUnit;

/** When users logged in last (RFC 2449, 6.5). Safe on any thread. Bound: the last {@value #USERS_MAX} users. */
final class LoginDelays {

  private static final int USERS_MAX = 100_000;

  private final long delayNanos;
  private final LinkedHashMap<String, Long> lastNanos = new LinkedHashMap<>();

  /** @param delayMs 0 for none */
  LoginDelays(long delayMs) {
    this.delayNanos = TimeUnit.MILLISECONDS.toNanos(delayMs);
  }

  /** Whether the user has logged in too recently. */
  synchronized boolean isTooEarly(String user) {
    var last = lastNanos.get(user);
    return last != null && System.nanoTime() - last < delayNanos;
  }

  /** The user is logged in. */
  synchronized void loggedIn(String user) {
    if (delayNanos == 0) {
      return;
    }
    lastNanos.remove(user);
    lastNanos.put(user, System.nanoTime());
    if (lastNanos.size() > USERS_MAX) {
      lastNanos.pollFirstEntry();
    }
  }
}
