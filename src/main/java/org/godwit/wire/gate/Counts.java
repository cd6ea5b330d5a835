package org.godwit.wire.gate;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** How many there are of each key; keys of which there are none take no memory. Exact, and safe on any thread. */
final class Counts<K> {

  private final ConcurrentHashMap<K, Integer> counts = new ConcurrentHashMap<>();

  /** One more, unless there are {@code max} already; 0 is no bound. */
  boolean take(K key, int max) {
    var taken = new AtomicBoolean();
    counts.compute(key, (same, count) -> {
      int now = count == null ? 0 : count;
      boolean room = max == 0 || now < max;
      taken.set(room);
      return room ? Integer.valueOf(now + 1) : count;
    });
    return taken.get();
  }

  /** One less. */
  void give(K key) {
    counts.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
  }

  /** How many there are. */
  int of(K key) {
    return counts.getOrDefault(key, 0);
  }

  /** Keys of which there are any. */
  int keys() {
    return counts.size();
  }
}
