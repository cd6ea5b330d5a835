package org.godwit.auth.login;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import org.godwit.net.ClientNetwork;

/**
 * Lets so many in at a time; networks take turns. Most turns go to those that nothing speaks against, so that whoever comes for the first time
 * is not kept waiting by a great many that have guessed wrong; one in {@value #TURNS} goes to these. If too many wait, the newest of
 * the network with the most is given up, of the suspected first. Safe from any thread; runs what it lets in, or gives up, on the thread
 * that makes it so.
 */
final class FairLine {

  /** Of so many turns, one is for the suspected. */
  static final int TURNS = 4;

  private record Waiting(Runnable admitted, Runnable turnedAway) {}

  /** Those who wait, by network; whose turn it is comes first, nobody's queue is empty. */
  private static final class Queues {
    private final LinkedHashMap<ClientNetwork, Deque<Waiting>> queues = new LinkedHashMap<>();

    void add(ClientNetwork network, Waiting added) {
      queues.computeIfAbsent(network, first -> new ArrayDeque<>(1)).add(added);
    }

    int of(ClientNetwork network) {
      var queue = queues.get(network);
      return queue == null ? 0 : queue.size();
    }

    boolean isEmpty() {
      return queues.isEmpty();
    }

    Waiting next() {
      var first = queues.pollFirstEntry();
      Waiting next = first.getValue().poll();
      if (!first.getValue().isEmpty()) {
        queues.put(first.getKey(), first.getValue());
      }
      return next;
    }

    /** The newest of the network with the most, if those are more than this; else null. */
    Waiting giveUp(int moreThan) {
      var longest = queues.entrySet().stream().max(Comparator.comparingInt(entry -> entry.getValue().size())).orElse(null);
      if (longest == null || longest.getValue().size() <= moreThan) {
        return null;
      }
      Waiting givenUp = longest.getValue().removeLast();
      if (longest.getValue().isEmpty()) {
        queues.remove(longest.getKey());
      }
      return givenUp;
    }
  }

  private final int insideMax;
  private final int waitingMax;
  private final Queues welcome = new Queues();
  private final Queues suspected = new Queues();
  private int inside;
  private int waiting;
  private int turns;
  private boolean hasMoved;

  FairLine(int insideMax, int waitingMax) {
    this.insideMax = insideMax;
    this.waitingMax = waitingMax;
  }

  /**
   * Runs one of two: the first once there is room, now or when others have left, to be ended by {@link #leave}; or the second, now or as
   * long as it waits, when there are too many.
   *
   * @param suspect whether something speaks against the network
   * @return whether anybody waits now
   */
  boolean enter(ClientNetwork network, boolean suspect, Runnable admitted, Runnable turnedAway) {
    Runnable now;
    boolean waits;
    synchronized (this) {
      if (inside < insideMax && waiting == 0) {
        inside++;
        now = admitted;
      } else {
        now = queued(network, suspect, new Waiting(admitted, turnedAway));
      }
      waits = waiting > 0;
    }
    if (now != null) {
      now.run();
    }
    return waits;
  }

  /** Puts it in its queue. Returns what is to be told to who has to go for it, or null. */
  private Runnable queued(ClientNetwork network, boolean suspect, Waiting added) {
    Waiting givenUp = null;
    if (waiting == waitingMax) {
      givenUp = suspected.giveUp(suspect ? suspected.of(network) + 1 : 0);
      if (givenUp == null && !suspect) {
        givenUp = welcome.giveUp(welcome.of(network) + 1);
      }
      if (givenUp == null) {
        return added.turnedAway;
      }
      waiting--;
    }
    (suspect ? suspected : welcome).add(network, added);
    waiting++;
    return givenUp == null ? null : givenUp.turnedAway;
  }

  /** One is through. */
  void leave() {
    Runnable next;
    synchronized (this) {
      hasMoved = true;
      inside--;
      next = inside < insideMax ? next() : null;
    }
    if (next != null) {
      next.run();
    }
  }

  /** Lets the next one in although there is no room, unless somebody has left since the last call. Returns whether anybody waits. */
  boolean moveOn() {
    Runnable next;
    boolean waits;
    synchronized (this) {
      next = hasMoved ? null : next();
      hasMoved = false;
      waits = waiting > 0;
    }
    if (next != null) {
      next.run();
    }
    return waits;
  }

  private Runnable next() {
    if (waiting == 0) {
      return null;
    }
    waiting--;
    inside++;
    boolean suspectsTurn = ++turns % TURNS == 0;
    return (welcome.isEmpty() || suspectsTurn && !suspected.isEmpty() ? suspected : welcome).next().admitted;
  }
}
