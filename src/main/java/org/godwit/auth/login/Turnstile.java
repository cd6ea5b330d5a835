package org.godwit.auth.login;

import java.util.ArrayDeque;
import java.util.Queue;

/** Lets so many in at a time; others wait in line. Safe from any thread. */
final class Turnstile {
  private final int insideMax;
  private final int waitingMax;
  private final Queue<Runnable> waiting = new ArrayDeque<>(0);
  private int inside;

  Turnstile(int insideMax, int waitingMax) {
    this.insideMax = insideMax;
    this.waitingMax = waitingMax;
  }

  /** What became of somebody who wants in. */
  enum Entry {
    /** The task has run. */
    IN,
    /** It will, when its turn comes. */
    WAITS,
    /** Too many wait already; it never will. */
    TURNED_AWAY
  }

  /** Runs the task once there is room, now or when others have left; each that has run is ended by {@link #leave}. */
  Entry enter(Runnable task) {
    synchronized (this) {
      if (inside >= insideMax || !waiting.isEmpty()) {
        return waiting.size() < waitingMax && waiting.add(task) ? Entry.WAITS : Entry.TURNED_AWAY;
      }
      inside++;
    }
    task.run();
    return Entry.IN;
  }

  /** One is through. */
  void leave() {
    Runnable next;
    synchronized (this) {
      inside--;
      next = inside < insideMax ? waiting.poll() : null;
      if (next != null) {
        inside++;
      }
    }
    if (next != null) {
      next.run();
    }
  }

  /** Lets the next one in although there is no room. Returns whether anybody was waiting. */
  boolean letNextIn() {
    Runnable next;
    synchronized (this) {
      next = waiting.poll();
      if (next != null) {
        inside++;
      }
    }
    if (next != null) {
      next.run();
    }
    return next != null;
  }
}
