package org.godwit.cluster;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether a node may take accounts: a majority of the configured nodes, itself among them, said less than {@link MajorityLease#LEASE_MS} ago that
 * they have had the same view as it has for at least {@link MajorityLease#STABLE_MS}. {@link MajorityLease} says what for. Safe on any thread.
 */
final class ClaimRight {

  private final LongSupplier nanos;
  private final int majority;
  private final Map<NodeId, Heard> heard = new ConcurrentHashMap<>();

  private record Heard(Pong pong, long askedNanos) {}

  ClaimRight(LongSupplier nanos, int size) {
    this.nanos = nanos;
    this.majority = MajorityLease.majorityOf(size);
  }

  /** A node has answered a question that was sent at {@code askedNanos}. */
  void heard(NodeId from, Pong pong, long askedNanos) {
    heard.put(from, new Heard(pong, askedNanos));
  }

  /** Whether accounts may be taken by a node with this view. */
  boolean holds(View view) {
    long now = nanos.getAsLong();
    heard.keySet().retainAll(view.members());
    if (ms(now - view.beginsNanos()) < MajorityLease.STABLE_MS) {
      return false;
    }
    long fingerprint = view.fingerprint();
    long agree = 1 + heard.values().stream().filter(one -> agrees(one, fingerprint, now)).count();
    return agree >= majority;
  }

  private static boolean agrees(Heard one, long fingerprint, long now) {
    return one.pong().view() == fingerprint && one.pong().viewAgeMs() >= MajorityLease.STABLE_MS && ms(now - one.askedNanos()) < MajorityLease.LEASE_MS;
  }

  private static long ms(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }
}
