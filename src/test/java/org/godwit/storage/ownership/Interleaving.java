package org.godwit.storage.ownership;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * One run of several owners' code, one of them at a time: each stops before its next step, and a scheduler says who goes on. The
 * same decisions give the same run.
 */
final class Interleaving {

  /** Who goes on. */
  interface Scheduler {
    /** Nobody: this run shows nothing new. */
    int NOBODY = -1;

    /**
     * @param current who took the last step; -1 if he has ended
     * @param alive who may be chosen
     */
    int next(int current, boolean[] alive);
  }

  /** What an owner does. */
  interface Body {
    void run() throws Exception;
  }

  /** Not caught by any code under test. */
  private static final class Abandoned extends Error {
    private static final long serialVersionUID = 1;

    Abandoned() {
      super("abandoned", null, false, false);
    }
  }

  /** What an owner did. */
  private record Event(int owner, String what, Path path) {
    @Override
    public String toString() {
      String where = path == null ? "" : " " + path.subpath(Math.max(0, path.getNameCount() - 2), path.getNameCount());
      return (char) ('A' + owner) + " " + what + where;
    }
  }

  private final Scheduler scheduler;
  private final Runnable whenOthersTurn;
  private final List<Semaphore> turns = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Semaphore over = new Semaphore(0);
  private final List<Event> events = new ArrayList<>();
  private final boolean[] alive;
  private boolean abandoned;
  private boolean cut;
  private Throwable failure;
  private int taken;

  /** @param whenOthersTurn runs whenever an owner stops or ends and another goes on */
  Interleaving(int owners, Scheduler scheduler, Runnable whenOthersTurn) {
    this.scheduler = scheduler;
    this.whenOthersTurn = whenOthersTurn;
    this.alive = new boolean[owners];
  }

  /** Steps taken. */
  int taken() {
    return taken;
  }

  /** Whether the scheduler ended the run. */
  boolean isCut() {
    return cut;
  }

  /** What went wrong, or null. */
  Throwable failure() {
    return failure;
  }

  /** What happened, for people. */
  String story() {
    var story = new StringBuilder();
    events.forEach(event -> story.append('\n').append(event));
    return story.toString();
  }

  /** Notes something for {@link #story}. */
  void note(int owner, String what) {
    events.add(new Event(owner, what, null));
  }

  /** Runs all to their end. */
  void run(List<Body> bodies) throws InterruptedException {
    for (int i = 0; i < bodies.size(); i++) {
      int owner = i;
      alive[i] = true;
      turns.add(new Semaphore(0));
      threads.add(Thread.ofVirtual().unstarted(() -> live(owner, bodies.get(owner))));
    }
    threads.forEach(Thread::start);
    pass(-1);
    over.acquire();
    abandoned = true;
    for (int i = 0; i < bodies.size(); i++) {
      turns.get(i).release();
      threads.get(i).join();
    }
  }

  private void live(int owner, Body body) {
    try {
      await(owner);
      body.run();
    } catch (Abandoned e) {
      // seen enough
    } catch (Throwable e) {
      fail(e);
    }
    alive[owner] = false;
    if (!abandoned) {
      ended();
    }
  }

  private void ended() {
    try {
      whenOthersTurn.run();
      for (boolean one : alive) {
        if (one) {
          pass(-1);
          return;
        }
      }
      over.release();
    } catch (Throwable e) {
      fail(e);
    }
  }

  private void fail(Throwable e) {
    if (!abandoned) {
      failure = e;
      abandoned = true;
      over.release();
    }
  }

  private void await(int owner) {
    turns.get(owner).acquireUninterruptibly();
    if (abandoned) {
      throw new Abandoned();
    }
  }

  private void pass(int current) {
    int next = scheduler.next(current, alive);
    if (next == Scheduler.NOBODY) {
      cut = true;
      abandoned = true;
      over.release();
    } else {
      turns.get(next).release();
    }
  }

  /** An owner is about to take a step. */
  void step(int owner, String operation, Path path) {
    if (abandoned) {
      throw new Abandoned();
    }
    int next = scheduler.next(owner, alive);
    if (next == Scheduler.NOBODY) {
      cut = true;
      abandoned = true;
      over.release();
      throw new Abandoned();
    }
    if (next != owner) {
      whenOthersTurn.run();
      turns.get(next).release();
      await(owner);
    }
    taken++;
    events.add(new Event(owner, operation, path));
  }
}
