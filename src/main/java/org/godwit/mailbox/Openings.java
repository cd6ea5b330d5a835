package org.godwit.mailbox;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** Logs which accounts cannot be opened, however often clients try: see {@link Troubles}. One event loop. */
final class Openings {

  /** Accounts that are remembered. */
  private static final int ACCOUNTS_MAX = 1_000;

  private final Clock clock;
  private final Map<String, Troubles> troubles = new LinkedHashMap<>(16, 0.75f, true) {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Troubles> eldest) {
      return size() > ACCOUNTS_MAX;
    }
  };

  Openings(Clock clock) {
    this.clock = clock;
  }

  /** It could not be opened. */
  void failed(String account, Throwable failure) {
    troubles.computeIfAbsent(account, name -> Troubles.of(name, "cannot be opened", "can be opened again", clock)).failed(failure);
  }

  /** It is open. */
  void succeeded(String account) {
    var before = troubles.remove(account);
    if (before != null) {
      before.succeeded();
    }
  }
}
