package org.godwit.cluster;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A lease from a majority of the configured nodes, this one among them. Each confirmation counts from the moment at which the <em>question</em> was
 * sent, on this node's monotonic clock, for {@link #LEASE_MS}; the lease holds as long as those of a majority do.
 *
 * <p>Why nobody takes over while it holds. Who claims needs a majority, too, all of whom have had the claimant's view for {@link #STABLE_MS}
 * ({@link ClaimRight}). Two majorities share a node. It confirms only those whom it has had in its view for {@link #STABLE_MS}. So if it has
 * consented to a claim against this node, either it confirmed this one before it had the claimant's view:
 *
 * <pre>  end of the lease = asked + LEASE_MS &lt; beginning of the claimant's view + STABLE_MS &lt;= claim</pre>
 *
 * or so long after its consent that the claimant no longer counts it, and the claim is in the ownership map that this node has got when it came
 * back. No two clocks need to agree on the time, only none may run a tenth faster than another (STABLE_MS is that much longer); and it does not
 * matter how or how soon failures are noticed: silence is after 3.3 to 3.8 s (FD_ALL3 3 s, looked at
 * every 0.5 s, and VERIFY_SUSPECT2 0.3 s), a broken connection at once.
 *
 * <p>It fails for a machine that is stopped together with its clock (a suspended virtual machine): it may answer reads from memory for
 * {@link #LEASE_MS} after it wakes up. What is written is safe even then, and without any of this.
 */
public final class MajorityLease implements Lease {

  /** How long a confirmation counts, milliseconds. */
  public static final long LEASE_MS = 800;

  /** For how long a majority must have had one view before its members claim, milliseconds. */
  public static final long STABLE_MS = 900;

  private final LongSupplier nanos;
  private final int majority;
  private final Map<NodeId, Long> confirmed = new ConcurrentHashMap<>();
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private volatile Stretch stretch;

  /** One stretch of validity: until when, and which. */
  private record Stretch(long endNanos, long term) {}

  /**
   * Not valid yet, but for a cluster of one node.
   *
   * @param nanos the monotonic clock
   * @param size  how many nodes are configured
   */
  public MajorityLease(LongSupplier nanos, int size) {
    this.nanos = nanos;
    this.majority = majorityOf(size);
    this.stretch = new Stretch(nanos.getAsLong(), 0);
  }

  /** The least number of nodes that are more than half of {@code size}. */
  public static int majorityOf(int size) {
    return size / 2 + 1;
  }

  @Override
  public long term() {
    if (majority == 1) {
      return Lease.FOREVER.term();
    }
    Stretch current = stretch;
    return current.endNanos() - nanos.getAsLong() > 0 ? current.term() : 0;
  }

  @Override
  public void whenValid(Runnable task) {
    synchronized (waiting) {
      if (term() == 0) {
        waiting.add(task);
        return;
      }
    }
    task.run();
  }

  /** For how long the lease has not held, milliseconds; 0 while it does. */
  long lapsedMs() {
    return term() > 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - stretch.endNanos());
  }

  /** Another node has said that it knows this one, in answer to a question sent at {@code askedNanos}. */
  void confirm(NodeId by, long askedNanos) {
    confirmed.merge(by, askedNanos, (before, now) -> now - before > 0 ? now : before);
    renew();
    if (term() > 0) {
      runWaiting();
    }
  }

  /** Forgets nodes that are no more. */
  void keepOnly(Collection<NodeId> members) {
    confirmed.keySet().retainAll(members);
  }

  private synchronized void renew() {
    List<Long> asked = new ArrayList<>(confirmed.values());
    long now = nanos.getAsLong();
    asked.sort(Comparator.comparingLong(time -> now - time));
    int others = majority - 1;
    if (asked.size() < others) {
      return;
    }
    long end = asked.get(others - 1) + TimeUnit.MILLISECONDS.toNanos(LEASE_MS);
    Stretch current = stretch;
    if (end - now > 0 && end - current.endNanos() > 0) {
      boolean unbroken = current.term() > 0 && current.endNanos() - now > 0;
      stretch = new Stretch(end, unbroken ? current.term() : current.term() + 1);
    }
  }

  private void runWaiting() {
    List<Runnable> due;
    synchronized (waiting) {
      due = List.copyOf(waiting);
      waiting.clear();
    }
    due.forEach(Runnable::run);
  }
}
